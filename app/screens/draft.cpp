#include "app/screens/draft.h"

namespace waymark::screens {

std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(blanks) - begin + 1));
}

void Draft::start(const Scene& scene, const client::Event& edit, std::string_view otherwise) {
  key_ = client::draft_key(edit);
  text_.clear();
  resumed_ = false;
  start_again(scene);
  if (!resumed_) text_ = otherwise;
}

void Draft::start_again(const Scene& scene) {
  const auto kept = scene.state.drafts.find(key_);
  if (kept == scene.state.drafts.end()) return;
  text_ = kept->second;
  resumed_ = true;
}

void Draft::field(Scene& scene, ui::FieldSpec spec) {
  // What could not be sent comes back as a draft; an emptied field stays empty, as its draft is gone with it.
  if (text_.empty()) start_again(scene);
  spec.value = text_;
  ui::FieldResult result = scene.ui.field(spec);
  if (resumed_) scene.ui.quiet(tr("You began this earlier."), Icon::history);
  if (!result.changed) return;
  resumed_ = false;
  text_ = std::move(result.text);
  scene.act.send(client::SaveDraft{.key = key_, .text = text_});
}

void Draft::finish(Scene& scene) {
  text_.clear();
  resumed_ = false;
  scene.act.send(client::SaveDraft{.key = key_, .text = {}});
}

std::string Draft::text() const { return trimmed(text_); }

}  // namespace waymark::screens
