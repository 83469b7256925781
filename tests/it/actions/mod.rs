mod access;
mod erasing;
mod imports;
mod sign_in;
