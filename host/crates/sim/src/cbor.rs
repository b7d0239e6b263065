//! CBOR as Smithy's RPC v2 speaks it: documents of requests in, answers out.
//!
//! It is read and written by minicbor, which the SDK itself uses: no other CBOR library is then in the tree, it needs
//! no serde, and it is as strict about lengths and tags as what will read our answers.

use jiff::Timestamp;
use minicbor::data::{Tag, Type};
use minicbor::decode::{self, Decoder};
use minicbor::encode::{self, Encoder};
use serde_json::{Map, Number, Value};

/// The tag of seconds since 1970.
const EPOCH_SECONDS: Tag = Tag::new(1);

/// Deeper than any request of AWS, and shallow enough for any stack.
const MAX_DEPTH: u8 = 16;

/// What an answer is made of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Item {
    Text(String),
    Float(f64),
    Time(Timestamp),
    List(Vec<Self>),
    Map(Vec<(&'static str, Self)>),
}

/// The document of a request, with times as numbers of seconds; `None` when it is not one document.
pub(crate) fn read(bytes: &[u8]) -> Option<Value> {
    let mut decoder = Decoder::new(bytes);
    let value = value(&mut decoder, MAX_DEPTH).ok()?;
    (decoder.position() == bytes.len()).then_some(value)
}

/// The bytes of an answer.
pub(crate) fn write(item: &Item) -> Vec<u8> {
    let mut encoder = Encoder::new(vec![]);
    // Writing into memory does not fail: the error type of a `Vec` is uninhabited.
    let written = encode(&mut encoder, item);
    debug_assert!(written.is_ok(), "{written:?}");
    encoder.into_writer()
}

fn value(decoder: &mut Decoder<'_>, depth: u8) -> Result<Value, decode::Error> {
    let depth = depth
        .checked_sub(1)
        .ok_or_else(|| decode::Error::message("too deep"))?;
    match decoder.datatype()? {
        Type::Null | Type::Undefined => decoder.skip().map(|()| Value::Null),
        Type::Bool => decoder.bool().map(Value::Bool),
        Type::F16 | Type::F32 | Type::F64 => float(decoder.f64()?),
        Type::String => decoder.str().map(Value::from),
        Type::StringIndef => text(decoder),
        Type::Array | Type::ArrayIndef => list(decoder, depth),
        Type::Map | Type::MapIndef => map(decoder, depth),
        Type::Tag if decoder.tag()? == EPOCH_SECONDS => value(decoder, depth),
        Type::Tag | Type::Bytes | Type::BytesIndef => {
            Err(decode::Error::message("not a type of a request"))
        }
        _ => decoder.i64().map(Value::from),
    }
}

fn float(float: f64) -> Result<Value, decode::Error> {
    let number = Number::from_f64(float).ok_or_else(|| decode::Error::message("not finite"))?;
    Ok(Value::Number(number))
}

fn text(decoder: &mut Decoder<'_>) -> Result<Value, decode::Error> {
    let parts: Result<String, decode::Error> = decoder.str_iter()?.collect();
    parts.map(Value::String)
}

fn list(decoder: &mut Decoder<'_>, depth: u8) -> Result<Value, decode::Error> {
    let mut left = decoder.array()?;
    let mut items = vec![];
    while more(decoder, &mut left)? {
        items.push(value(decoder, depth)?);
    }
    Ok(Value::Array(items))
}

fn map(decoder: &mut Decoder<'_>, depth: u8) -> Result<Value, decode::Error> {
    let mut left = decoder.map()?;
    let mut fields = Map::new();
    while more(decoder, &mut left)? {
        let name = decoder.str()?.to_owned();
        fields.insert(name, value(decoder, depth)?);
    }
    Ok(Value::Object(fields))
}

/// Whether another item comes; the length is known, or a break ends it.
fn more(decoder: &mut Decoder<'_>, left: &mut Option<u64>) -> Result<bool, decode::Error> {
    match left {
        Some(0) => Ok(false),
        Some(count) => {
            *count -= 1;
            Ok(true)
        }
        None if decoder.datatype()? == Type::Break => decoder.skip().map(|()| false),
        None => Ok(true),
    }
}

fn encode(
    encoder: &mut Encoder<Vec<u8>>,
    item: &Item,
) -> Result<(), encode::Error<core::convert::Infallible>> {
    match item {
        Item::Text(text) => drop(encoder.str(text)?),
        Item::Float(number) => drop(encoder.f64(*number)?),
        Item::Time(time) => encode_time(encoder, *time)?,
        Item::List(items) => {
            encoder.array(length(items))?;
            for item in items {
                encode(encoder, item)?;
            }
        }
        Item::Map(fields) => {
            encoder.map(length(fields))?;
            for (name, item) in fields {
                encoder.str(name)?;
                encode(encoder, item)?;
            }
        }
    }
    Ok(())
}

fn encode_time(
    encoder: &mut Encoder<Vec<u8>>,
    time: Timestamp,
) -> Result<(), encode::Error<core::convert::Infallible>> {
    encoder.tag(EPOCH_SECONDS)?.i64(time.as_second())?;
    Ok(())
}

fn length<T>(items: &[T]) -> u64 {
    items.len() as u64
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;

    use super::{Item, MAX_DEPTH, read, write};

    #[test]
    fn what_is_written_is_read_again() {
        let item = Item::Map(vec![
            ("Name", Item::Text("büro".into())),
            (
                "At",
                Item::Time(Timestamp::from_second(1_756_728_000).expect("a time")),
            ),
            (
                "Values",
                Item::List(vec![Item::Float(1.0), Item::Float(0.5)]),
            ),
        ]);
        assert_eq!(
            read(&write(&item)),
            Some(json!({"Name": "büro", "At": 1_756_728_000, "Values": [1.0, 0.5]}))
        );
    }

    #[test]
    fn documents_without_lengths_are_read_as_the_sdk_writes_them() {
        // {_ "A": [1, -1], "T": 1(1.5)}
        let bytes = [
            0xbf, 0x61, b'A', 0x82, 0x01, 0x20, 0x61, b'T', 0xc1, 0xfb, 0x3f, 0xf8, 0, 0, 0, 0, 0,
            0, 0xff,
        ];
        assert_eq!(read(&bytes), Some(json!({"A": [1, -1], "T": 1.5})));
    }

    #[test]
    fn what_is_not_one_document_is_not_read() {
        assert_eq!(read(&[]), None);
        assert_eq!(read(&[0x01, 0x02]), None, "two");
        assert_eq!(read(&[0xbf, 0x61]), None, "cut off");
        assert_eq!(read(&[0x41, 0x00]), None, "bytes");
        let deep = vec![0x81; usize::from(MAX_DEPTH) + 1];
        assert_eq!(read(&deep), None, "too deep");
    }
}
