//! What the worker process takes from itself before it reads a byte that is not trusted (D8). Nothing can be given back.
//!
//! Best effort: an old kernel lacks some of it, and other systems than Linux nearly all of it; the limits on sizes and the
//! time after which the process is killed hold everywhere.

/// Takes away memory, time, files, network and other processes.
pub fn confine() {
    #[cfg(unix)]
    limits();
    #[cfg(target_os = "linux")]
    {
        // Whoever waited for the answer has gone: nobody else will end this process.
        let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
        let _ = no_files();
        let _ = calls::only_these();
    }
}

/// A hard limit cannot be raised again.
#[cfg(unix)]
fn limits() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    /// Bytes of memory, as addresses: what a parser may ask for.
    const MEMORY: u64 = 1 << 30;
    /// Seconds of processor.
    const PROCESSOR: u64 = 10;
    /// Standard input, output and error, and what the other limits need to open once.
    const DESCRIPTORS: u64 = 8;
    let limits = [
        (Resource::As, MEMORY),
        (Resource::Cpu, PROCESSOR),
        (Resource::Fsize, 0),
        (Resource::Nofile, DESCRIPTORS),
        (Resource::Core, 0),
    ];
    for (resource, limit) in limits {
        let _ = setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) });
    }
}

/// No file, no TCP port, no abstract socket, no signal to others (Landlock, Linux 5.13 and later).
#[cfg(target_os = "linux")]
fn no_files() -> Result<(), landlock::RulesetError> {
    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, Scope};
    let all = ABI::V6;
    Ruleset::default()
        .handle_access(AccessFs::from_all(all))?
        .handle_access(AccessNet::from_all(all))?
        .scope(Scope::from_all(all))?
        .create()?
        .restrict_self()?;
    Ok(())
}

/// The few calls of the kernel that parsing needs; any other is refused.
#[cfg(target_os = "linux")]
mod calls {
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule, apply_filter,
    };
    use std::error::Error;

    /// Memory, time, chance, signals to itself, the end: nothing that names a file, an address or another process.
    const NEEDED: [i64; 27] = [
        libc::SYS_brk,
        libc::SYS_clock_gettime,
        libc::SYS_clock_nanosleep,
        libc::SYS_close,
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_fstat,
        libc::SYS_futex,
        libc::SYS_getpid,
        libc::SYS_getrandom,
        libc::SYS_gettid,
        libc::SYS_lseek,
        libc::SYS_madvise,
        libc::SYS_membarrier,
        libc::SYS_mmap,
        libc::SYS_mprotect,
        libc::SYS_mremap,
        libc::SYS_munmap,
        libc::SYS_restart_syscall,
        libc::SYS_rseq,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sched_getaffinity,
        libc::SYS_sched_yield,
        libc::SYS_sigaltstack,
        libc::SYS_tgkill,
    ];

    /// Reading from the standard input and writing to the two outputs alone: a descriptor inherited by mistake is of no use.
    const THROUGH: [(i64, u64, u64); 4] =
        [(libc::SYS_read, 0, 0), (libc::SYS_readv, 0, 0), (libc::SYS_write, 1, 2), (libc::SYS_writev, 1, 2)];

    pub fn only_these() -> Result<(), Box<dyn Error>> {
        let mut rules: Vec<(i64, Vec<SeccompRule>)> = NEEDED.into_iter().map(|call| (call, Vec::new())).collect();
        for (call, first, last) in THROUGH {
            let which = |descriptor| SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, descriptor);
            let allowed = (first..=last).map(|descriptor| SeccompRule::new(vec![which(descriptor)?]));
            rules.push((call, allowed.collect::<Result<_, _>>()?));
        }
        let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let filter =
            SeccompFilter::new(rules.into_iter().collect(), refused, SeccompAction::Allow, std::env::consts::ARCH.try_into()?)?;
        let program: BpfProgram = filter.try_into()?;
        apply_filter(&program)?;
        Ok(())
    }
}
