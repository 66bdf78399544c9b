#include "app/platform/web_page.h"

#include <emscripten.h>

// `Module["host"]`: quoted, so that the closure compiler leaves the names that web/main.js uses as they are.
// Views of the memory are only good during the call: the page copies what it keeps.

// clang-format off
EM_JS_DEPS(page, "$UTF8ToString,$stringToUTF8,$GL");

EM_JS(void, page_unable, (), { Module["host"]["unable"](); });
EM_JS(void, page_shown, (), { Module["host"]["shown"](); });
EM_JS(void, page_settled, (), { Module["host"]["settled"](); });

EM_JS(void, page_effect, (const void* bytes, std::size_t size), {
  Module["host"]["effect"](HEAPU8.subarray(bytes, bytes + size));
});
EM_JS(void, page_mirror, (const void* bytes, std::size_t size), {
  Module["host"]["mirror"](HEAPU8.subarray(bytes, bytes + size));
});
EM_JS(void, page_open, (const char* href, std::size_t size), { Module["host"]["open"](UTF8ToString(href, size)); });
EM_JS(void, page_leave, (), { Module["host"]["leave"](); });
EM_JS(void, page_copy, (const char* text, std::size_t size), { Module["host"]["copy"](UTF8ToString(text, size)); });
EM_JS(void, page_speak, (const void* bytes, std::size_t size), {
  Module["host"]["speak"](HEAPU8.subarray(bytes, bytes + size));
});
EM_JS(void, page_stop_speaking, (), { Module["host"]["stopSpeaking"](); });
EM_JS(void, page_history, (int depth), { Module["host"]["history"](depth); });
EM_JS(void, page_catalog, (const char* language, std::size_t size), {
  Module["host"]["catalog"](UTF8ToString(language, size));
});

EM_JS(int, page_today, (), {
  const now = new Date();
  return now.getFullYear() * 10000 + (now.getMonth() + 1) * 100 + now.getDate();
});

EM_JS(void, page_format_date, (int year, int month, int day, int style, const char* language, std::size_t size,
                               char* out, std::size_t out_size), {
  const text = Module["host"]["formatDate"](year, month, day, style, UTF8ToString(language, size));
  stringToUTF8(text, out, out_size);
});
EM_JS(void, page_format_time, (double utc_ms, const char* language, std::size_t size,
                               char* out, std::size_t out_size), {
  stringToUTF8(Module["host"]["formatTime"](utc_ms, UTF8ToString(language, size)), out, out_size);
});
EM_JS(void, page_format_money, (double pence, const char* language, std::size_t size,
                                char* out, std::size_t out_size), {
  stringToUTF8(Module["host"]["formatMoney"](pence, UTF8ToString(language, size)), out, out_size);
});
EM_JS(void, page_format_number, (double value, const char* language, std::size_t size,
                                 char* out, std::size_t out_size), {
  stringToUTF8(Module["host"]["formatNumber"](value, UTF8ToString(language, size)), out, out_size);
});

EM_JS(double, page_word_measure, (const char* word, std::size_t word_size, double size_px, bool semibold, bool rtl,
                                  const char* language, std::size_t language_size, double ratio), {
  const text = UTF8ToString(word, word_size);
  const lang = UTF8ToString(language, language_size);
  return Module["host"]["wordMeasure"](text, size_px, !!semibold, !!rtl, lang, ratio);
});
EM_JS(void, page_word_prepare, (const char* word, std::size_t word_size, double size_px, bool semibold, bool rtl,
                                const char* language, std::size_t language_size, double ratio, float* out), {
  const text = UTF8ToString(word, word_size);
  const lang = UTF8ToString(language, language_size);
  HEAPF32.set(Module["host"]["wordPrepare"](text, size_px, !!semibold, !!rtl, lang, ratio), out >> 2);
});
EM_JS(void, page_word_draw, (int x, int y), { Module["host"]["wordDraw"](GLctx, x, y); });
// clang-format on
