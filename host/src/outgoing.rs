//! Reports for somebody: made into parcels, stored until they are sent, and sent.

mod addressee;
mod parcel;
mod post_office;

pub(crate) use addressee::Addressee;
pub(crate) use parcel::{Packing, Parcel};
pub(crate) use post_office::PostOffice;
