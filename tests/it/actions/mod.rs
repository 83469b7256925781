mod access;
mod imports;
mod people;
mod sign_in;
