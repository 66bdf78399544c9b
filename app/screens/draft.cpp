#include "app/screens/draft.h"

namespace waymark::screens {

std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(blanks) - begin + 1));
}

bool has_draft(const Scene& scene, const client::Event& edit) {
  return scene.state.drafts.contains(client::draft_key(edit));
}

void draft_line(Scene& scene, const client::Event& edit) {
  if (has_draft(scene, edit)) scene.ui.quiet(tr("You began new words. They are kept here."), Icon::history);
}

// ---- Kept

std::optional<std::string> KeptDraft::start(const Scene& scene, const client::Event& edit) {
  key_ = client::draft_key(edit);
  resumed_ = false;
  return look(scene);
}

std::optional<std::string> KeptDraft::look(const Scene& scene) {
  const auto kept = scene.state.drafts.find(key_);
  if (kept == scene.state.drafts.end()) return std::nullopt;
  resumed_ = true;
  return kept->second;
}

void KeptDraft::keep(Scene& scene, std::string text) {
  scene.act.send(client::SaveDraft{.key = key_, .text = std::move(text)});
}

void KeptDraft::forget(Scene& scene) {
  resumed_ = false;
  keep(scene, {});
}

bool KeptDraft::start_again(Scene& scene) {
  if (!resumed_) return false;
  scene.ui.quiet(tr("You began this earlier."), Icon::history);
  const bool again =
      scene.ui.button({.label = tr("Start again"), .icon = Icon::undo_2, .kind = ButtonKind::text, .compact = true});
  if (again) forget(scene);
  return again;
}

// ---- Of one field

void Draft::start(const Scene& scene, const client::Event& edit, std::string_view otherwise) {
  otherwise_ = otherwise;
  text_ = kept_.start(scene, edit).value_or(otherwise_);
}

void Draft::field(Scene& scene, ui::FieldSpec spec) {
  // What could not be sent comes back as a draft; an emptied field stays empty, as its draft is gone with it.
  if (text_.empty()) text_ = kept_.look(scene).value_or(std::string());
  spec.value = text_;
  ui::FieldResult result = scene.ui.field(spec);
  if (result.changed) {
    text_ = std::move(result.text);
    kept_.keep(scene, text_);
  }
  if (kept_.start_again(scene)) text_ = otherwise_;
}

void Draft::finish(Scene& scene) {
  text_.clear();
  kept_.forget(scene);
}

std::string Draft::text() const { return trimmed(text_); }

}  // namespace waymark::screens
