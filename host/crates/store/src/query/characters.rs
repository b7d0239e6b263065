//! The characters of a text, as SQLite reads them: also of one that is not UTF-8.

/// The first character and what follows it; nothing at the end, which a NUL is as well.
pub(super) fn first(text: &[u8]) -> Option<(u32, &[u8])> {
    let (&lead, mut rest) = text.split_first()?;
    if lead < 0xc0 {
        return (lead != 0).then_some((u32::from(lead), rest));
    }
    let mut character = bits_of_lead(lead);
    while let Some((&byte, after)) = rest.split_first()
        && is_continuation(byte)
    {
        character = (character << 6) | u32::from(byte & 0x3f);
        rest = after;
    }
    let is_none =
        character < 0x80 || character & 0xffff_f800 == 0xd800 || character & 0xffff_fffe == 0xfffe;
    Some((if is_none { 0xfffd } else { character }, rest))
}

/// All of them.
pub(super) fn all(mut text: &[u8]) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let (character, rest) = first(text)?;
        text = rest;
        Some(character)
    })
}

/// The bytes of each of them.
pub(super) fn pieces(mut text: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (_, rest) = first(text)?;
        let piece = text.get(..text.len() - rest.len())?;
        text = rest;
        Some(piece)
    })
}

pub(super) fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// What the first byte of several adds to a character.
fn bits_of_lead(lead: u8) -> u32 {
    let bits = match lead {
        ..0xe0 => lead & 0x1f,
        0xe0..0xf0 => lead & 0x0f,
        0xf0..0xf8 => lead & 0x07,
        0xf8..0xfc => lead & 0x03,
        0xfc..0xfe => lead & 0x01,
        0xfe.. => 0,
    };
    u32::from(bits)
}
