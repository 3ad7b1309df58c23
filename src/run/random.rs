//! What is drawn at random, from the operating system alone.

use crate::domain::Instance;
use std::io;

/// This run of the program (D17).
pub fn instance() -> io::Result<Instance> {
    Ok(Instance::new(bits()?))
}

/// A `urn:uuid:` of version 4, for what this program creates (D34).
pub fn uuid() -> io::Result<String> {
    let version = 0x4 << 76;
    let variant = 0b10 << 62;
    let bits = u128::from_be_bytes(bits()?) & !(0xf << 76) & !(0b11 << 62) | version | variant;
    let hex = format!("{bits:032x}");
    let groups = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)].map(|(from, to)| hex.get(from..to).unwrap_or_default());
    Ok(format!("urn:uuid:{}", groups.join("-")))
}

/// Eight characters that name a report, easy to read aloud over the telephone.
pub fn report() -> io::Result<String> {
    Ok(format!("{:08x}", u32::from_be_bytes(bits()?)))
}

fn bits<const N: usize>() -> io::Result<[u8; N]> {
    let mut bits = [0; N];
    getrandom::fill(&mut bits).map_err(io::Error::other)?;
    Ok(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_is_of_version_four_and_never_the_same() {
        let (one, two) = (uuid().unwrap(), uuid().unwrap());
        assert_ne!(one, two);
        let groups: Vec<&str> = one.strip_prefix("urn:uuid:").unwrap().split('-').collect();
        assert_eq!(groups.iter().map(|g| g.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(groups[2].starts_with('4') && groups[3].starts_with(['8', '9', 'a', 'b']), "{one}");
    }

    #[test]
    fn two_runs_are_told_apart() {
        assert_ne!(instance().unwrap(), instance().unwrap());
        assert_eq!(report().unwrap().len(), 8);
    }
}
