mod access;
mod demo;
mod imports;
mod people;
mod sign_in;
