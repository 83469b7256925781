mod access;
mod demo;
mod erasing;
mod imports;
mod sign_in;
