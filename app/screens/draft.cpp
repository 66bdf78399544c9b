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
  const auto kept = scene.state.drafts.find(key_);
  resumed_ = kept != scene.state.drafts.end();
  text_ = resumed_ ? kept->second : std::string(otherwise);
}

void Draft::field(Scene& scene, ui::FieldSpec spec) {
  spec.value = text_;
  ui::FieldResult result = scene.ui.field(spec);
  if (!result.changed) return;
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
