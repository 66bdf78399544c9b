// What is being written: kept on the phone with every change, so that a call, an empty battery or a closed app loses
// nothing. A screen has a Draft for each field of free words, a KeptDraft for each form of several fields.
//
//   draft_.start(scene, client::WriteView{…}, words);   // when the sheet opens: an earlier draft, else `words`
//   draft_.field(scene, {.key = "words", .label = …, .multiline = true});
//   if (send) { scene.act.send(…draft_.text()…); draft_.finish(scene); }
#pragma once

#include <optional>
#include <string>

#include "app/screens/screen.h"

namespace waymark::screens {

/// One draft in the phone's store.
class KeptDraft {
 public:
  /// `edit` says what it is a draft of: what is typed in it is not looked at. Returns what an earlier time left.
  std::optional<std::string> start(const Scene& scene, const client::Event& edit);
  /// What is there now, if it was not asked for yet: an edit that could not be sent comes back.
  std::optional<std::string> look(const Scene& scene);
  void keep(Scene& scene, std::string text);
  void forget(Scene& scene);
  /// Says that this goes on from an earlier time; true: the person wants to start again, and the draft is forgotten.
  bool start_again(Scene& scene);

 private:
  std::string key_;
  bool resumed_ = false;  // goes on from an earlier time
};

/// Whether a draft of such an edit waits on this phone.
bool has_draft(const Scene& scene, const client::Event& edit);
/// Says so where the words will stand.
void draft_line(Scene& scene, const client::Event& edit);

class Draft {
 public:
  void start(const Scene& scene, const client::Event& edit, std::string_view otherwise = {});
  /// Draws the field with what is written so far, and says when that is from an earlier time. Fills in `spec.value`.
  void field(Scene& scene, ui::FieldSpec spec);
  /// The words are where they belong: the draft is forgotten.
  void finish(Scene& scene);

  /// Without blanks at both ends.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool empty() const { return text().empty(); }

 private:
  KeptDraft kept_;
  std::string otherwise_;
  std::string text_;
};

/// The text without blanks and line breaks at both ends.
std::string trimmed(std::string_view text);

}  // namespace waymark::screens
