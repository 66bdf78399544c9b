// Messages between a young person and their adviser. Newest first; each says how far it has come.
#include "app/screens/draft.h"
#include "app/screens/screen.h"
#include "app/screens/words.h"

namespace waymark::screens {
namespace {

class Messages final : public Screen {
 public:
  using Screen::Screen;

  std::string title(const Scene& scene) const override { return tr("Messages with {who}", {{"who", other(scene)}}); }
  std::string short_title(const Scene& /*scene*/) const override { return tr("Messages"); }

  void draw(Scene& scene) override {
    if (scene.whose == nullptr) {
      scene.ui.empty(Icon::message_circle, tr("These messages are not on this phone any more."));
      return;
    }
    draw_writing(scene);
    scene.ui.section(tr("What was said"));
    if (scene.whose->messages.empty()) {
      scene.ui.text(tr("Nothing yet. Say hello, or ask anything."), {.muted = true});
      return;
    }
    for (const auto& message : scene.whose->messages) draw_message(scene, message);
  }

 private:
  static std::string other(const Scene& scene) {
    if (scene.adviser()) return scene.whose == nullptr ? std::string() : called(scene.whose->person.value);
    return adviser_name(scene);
  }

  void draw_writing(Scene& scene) {
    if (!started_) draft_.start(scene, client::SendMessage{.case_id = scene.whose->id});
    started_ = true;
    auto card = scene.ui.card("write");
    const std::string who = other(scene);
    draft_.field(scene, {.key = "text", .label = tr("Write to {who}", {{"who", who}}), .multiline = true});
    if (!scene.adviser()) {
      scene.ui.quiet(tr("This goes to {who}, who reads it at work, not live. If you are not safe, use “Help now”.",
                        {{"who", who}}),
                     Icon::info);
    }
    const bool send = scene.ui.button(
        {.label = tr("Send"), .icon = Icon::send, .kind = ButtonKind::filled, .disabled = draft_.empty()});
    if (!send || draft_.empty()) return;
    scene.act.send(client::SendMessage{.case_id = scene.whose->id, .text = draft_.text()});
    draft_.finish(scene);
  }

  static void draw_message(Scene& scene, const client::Shown<Message>& shown) {
    const Message& message = shown.value;
    const bool mine = message.from == scene.state.role;
    const bool young = message.from == Role::young_person;
    auto card = scene.ui.card(shown.id.text);
    const std::string who = mine ? tr("You") : first_name(message.from_name);
    scene.ui.subsection(tr("{who}, {date}", {{"who", who}, {"date", day(scene, message.on)}}), {}, Aloud::yes);
    if (message.kind == MessageKind::review_request) {
      scene.ui.chip({.text = mine ? tr("You asked for a review") : tr("Asked for a review"),
                     .icon = Icon::calendar_plus,
                     .tone = Tone::primary});
    }
    if (!message.text.empty()) {
      if (young)
        scene.ui.quote(message.text, {}, language_of(message.text));
      else
        scene.ui.text(message.text, {.lang = language_of(message.text)});
    }
    if (mine) delivery_line(scene.ui, shown.delivery, true);
  }

  Draft draft_;
  bool started_ = false;
};

}  // namespace

std::unique_ptr<Screen> make_messages(const Route& route) { return std::make_unique<Messages>(route); }

}  // namespace waymark::screens
