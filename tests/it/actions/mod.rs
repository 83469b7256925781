mod access;
mod bulk;
mod demo;
mod erasing;
mod imports;
mod people;
mod sign_in;
