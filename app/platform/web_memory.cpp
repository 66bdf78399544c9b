// What the module frees is overwritten first: strings, vectors and documents of somebody who has locked the app do not lie
// about in its memory. One place for all of it, since every container comes here.
#include <malloc.h>

#include <cstdlib>
#include <cstring>
#include <new>

namespace {

void* take(std::size_t size) {
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) std::abort();  // there are no exceptions
  return memory;
}

void give_back(void* memory) {
  if (memory == nullptr) return;
  std::memset(memory, 0, malloc_usable_size(memory));
  __asm__ volatile("" : : "r"(memory) : "memory");  // or it would be left out: nobody reads what is freed
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return take(size); }
void* operator new[](std::size_t size) { return take(size); }
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete[](void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t /*size*/) noexcept { give_back(memory); }
