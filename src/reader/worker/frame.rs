//! Bytes with their length before them, the same on both sides of the worker. A length is believed only under a limit.

use std::io::{self, ErrorKind, Read, Write};

/// A frame: its length on four bytes, the lowest first, then so many bytes.
pub fn write(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(|_| ErrorKind::InvalidInput)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(bytes)
}

/// The next frame. Longer than `limit` bytes, or cut, is an error; memory grows with what really comes.
pub fn read(input: &mut impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length);
    let announced = usize::try_from(length).map_err(|_| ErrorKind::InvalidData)?;
    if announced > limit {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    input.take(u64::from(length)).read_to_end(&mut bytes)?;
    if bytes.len() == announced { Ok(bytes) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_comes_back_as_it_was_and_a_false_length_is_refused_before_anything_is_kept() {
        let mut line = Vec::new();
        write(&mut line, b"abc").unwrap();
        write(&mut line, b"").unwrap();
        let mut input = line.as_slice();
        assert_eq!(read(&mut input, 3).unwrap(), b"abc");
        assert_eq!(read(&mut input, 3).unwrap(), b"");
        assert_eq!(read(&mut input, 3).unwrap_err().kind(), ErrorKind::UnexpectedEof);
        assert_eq!(read(&mut line.as_slice(), 2).unwrap_err().kind(), ErrorKind::InvalidData);
        assert_eq!(read(&mut b"\xff\xff\xff\xffab".as_slice(), 1 << 20).unwrap_err().kind(), ErrorKind::InvalidData);
        assert_eq!(read(&mut b"\x09\0\0\0ab".as_slice(), 1 << 20).unwrap_err().kind(), ErrorKind::UnexpectedEof);
    }
}
