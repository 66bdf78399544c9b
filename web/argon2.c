// Argon2id of libsodium as a module of its own, for web/argon2.js: it needs much memory for half a second, and a module never
// gives memory back but by ending. Called once, then thrown away.
#include <sodium/crypto_pwhash_argon2id.h>

static unsigned char pin_bytes[1024], salt_bytes[crypto_pwhash_argon2id_SALTBYTES], key_bytes[32];

unsigned char* pin(void) { return pin_bytes; }
unsigned char* salt(void) { return salt_bytes; }
unsigned char* key(void) { return key_bytes; }

/// 0: key() holds 32 bytes. Else there was too little memory.
int stretch(unsigned pin_size, unsigned memory_kib, unsigned passes) {
  if (pin_size > sizeof pin_bytes) return -1;
  return crypto_pwhash_argon2id(key_bytes, sizeof key_bytes, (const char*)pin_bytes, pin_size, salt_bytes, passes,
                                (size_t)memory_kib * 1024, crypto_pwhash_argon2id_ALG_ARGON2ID13);
}
