mod access;
mod imports;
mod sign_in;
