// Two texts about the same thing made into one that has every sentence of both.
//
//   put_together("A flat. Near my sister.", "A flat. With a garden.")   // "A flat. Near my sister. With a garden."
//
// An offer to a person, who changes it as they like before it is saved: never done by itself, because nobody wrote it
// like this (core/sync/merge.h keeps both texts instead).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waymark {

/// The sentences of a text in order, each with the blanks and line breaks behind it: together they are the text. A
/// sentence ends behind . ! ? … and their like of other scripts where a blank follows, and at a line break.
std::vector<std::string_view> sentences_of(std::string_view text);

/// Every sentence of either, in the order in which both have them; what both say once is once in it. Where each has
/// something else in between, `first` goes first.
std::string put_together(std::string_view first, std::string_view second);

}  // namespace waymark
