mod access;
mod demo;
mod imports;
mod sign_in;
