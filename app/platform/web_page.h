// The page as the module calls it. Each function hands on to `host`, the object that web/main.js gives to the module;
// pointers become text and arrays on the way. What the page answers later comes back through the exports of web.cpp.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

/// There is no WebGL 2 here.
void page_unable();
/// The first frame that shows the app has been drawn.
void page_shown();
/// The app is no longer on its way to its first screen.
void page_settled();

void page_effect(const void* bytes, std::size_t size);
void page_mirror(const void* bytes, std::size_t size);
void page_open(const char* href, std::size_t size);
void page_leave();
void page_copy(const char* text, std::size_t size);
/// web_wire.h says what is in it.
void page_speak(const void* bytes, std::size_t size);
void page_stop_speaking();
void page_history(int depth);
void page_catalog(const char* language, std::size_t size);

/// The phone's calendar day as year * 10000 + month * 100 + day.
int page_today();

// Text written by the page's Intl into `out`, UTF-8, cut at `out_size` with its terminating zero.
void page_format_date(int year, int month, int day, int style, const char* language, std::size_t size, char* out,
                      std::size_t out_size);
void page_format_time(double utc_ms, const char* language, std::size_t size, char* out, std::size_t out_size);
void page_format_money(double pence, const char* language, std::size_t size, char* out, std::size_t out_size);
void page_format_number(double value, const char* language, std::size_t size, char* out, std::size_t out_size);

/// Advance of a word in CSS px.
double page_word_measure(const char* word, std::size_t word_size, double size_px, bool semibold, bool rtl,
                         const char* language, std::size_t language_size, double ratio);
/// Shapes a word for the next page_word_draw. Fills five numbers, device px: left and top from the pen, width,
/// height, coloured (0 or 1).
void page_word_prepare(const char* word, std::size_t word_size, double size_px, bool semibold, bool rtl,
                       const char* language, std::size_t language_size, double ratio, float* out);
/// Draws it and copies it to x, y of the bound texture.
void page_word_draw(int x, int y);
}
