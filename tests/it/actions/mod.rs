mod access;
mod bulk;
mod demo;
mod erasing;
mod imports;
mod merging;
mod people;
mod sign_in;
