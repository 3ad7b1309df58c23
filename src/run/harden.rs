//! What protects the memory of the process from others of the same person (S37). Before any secret is read.

/// Forbids memory dumps, and the reading of this process's memory and environment by others of the same person.
///
/// Linux does both; other systems of the Unix kind write no dump; Windows offers neither to an ordinary program. The
/// arguments stay readable by anybody, which is why none may be a secret (S29). A refusal changes nothing for the
/// person, and is not worth stopping for.
pub fn harden() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}
