// A text that is being written: kept on the phone with every change, so that a call, an empty battery or a closed app
// loses nothing. A screen has one for each field of free words.
//
//   draft_.start(scene, client::WriteView{…}, words);   // when the sheet opens: an earlier draft, else `words`
//   draft_.field(scene, {.key = "words", .label = …, .multiline = true});
//   if (send) { scene.act.send(…draft_.text()…); draft_.finish(scene); }
#pragma once

#include <string>

#include "app/screens/screen.h"

namespace waymark::screens {

class Draft {
 public:
  /// `edit` says what the text is for: its own text is not looked at.
  void start(const Scene& scene, const client::Event& edit, std::string_view otherwise = {});
  /// Draws the field with what is written so far, and says when that is from an earlier time. Fills in `spec.value`.
  void field(Scene& scene, ui::FieldSpec spec);
  /// The words are where they belong: the draft is forgotten.
  void finish(Scene& scene);

  /// Without blanks at both ends.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool empty() const { return text().empty(); }

 private:
  void start_again(const Scene& scene);

  std::string key_;
  std::string text_;
  bool resumed_ = false;  // goes on from words of an earlier time
};

/// The text without blanks and line breaks at both ends.
std::string trimmed(std::string_view text);

}  // namespace waymark::screens
