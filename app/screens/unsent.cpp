#include "app/screens/unsent.h"

#include "app/screens/words.h"

namespace waymark::screens {
namespace {

std::string what(const Scene& scene, const client::Unsent& it) {
  const std::string about = it.removed ? tr("Removed: {what}", {{"what", words_of(it)}}) : words_of(it);
  const client::CaseState* one = scene.adviser() ? client::find_case(scene.state, it.case_id) : nullptr;
  return one == nullptr ? about : tr("{name}: {what}", {{"name", one->person.value.name}, {"what", about}});
}

std::string since(const Scene& scene, const client::Unsent& it) {
  if (it.delivery == client::Delivery::saving) return words_of(it.delivery, true);
  return tr("Saved on this phone: {time}", {{"time", scene.platform.format_time(it.since_utc_ms, text::language())}});
}

/// Why it is not sent, and what happens by itself.
std::string why(const Scene& scene) {
  const client::SyncStatus& sync = scene.state.sync;
  if (!sync.online) return tr("There is no signal. It is sent by itself when the signal is back and the app is open.");
  if (sync.running) return tr("It is being sent now.");
  if (sync.retry_utc_ms != 0) {
    return tr("The council’s computer did not answer. The app tries again by itself: {time}",
              {{"time", scene.platform.format_time(sync.retry_utc_ms, text::language())}});
  }
  return tr("It is sent by itself when there is signal and the app is open.");
}

/// Of the quiet line under what someone wrote.
std::string what_the_words_mean(const Scene& scene) {
  return scene.adviser() ? tr("“Sent”: the council has it. “Seen”: the young person has had it on their screen.")
                         : tr("“Sent”: the council has it. “Seen”: your adviser has had it on their screen.");
}

/// All of it, to be put into a message or a note.
std::string to_take_along(const Scene& scene) {
  std::string all;
  for (const client::Unsent& it : scene.state.unsent) {
    if (!all.empty()) all += "\n\n";
    all += what(scene, it);
    if (!it.words.empty()) all += "\n" + it.words;
  }
  return all;
}

}  // namespace

void draw_unsent(Scene& scene) {
  auto card = scene.ui.card("sync");
  scene.ui.section(tr("What is sent"));
  const StateWords sync = sync_words(scene);
  scene.ui.chip({.text = sync.word, .icon = sync.icon, .tone = sync.tone});
  const std::vector<client::Unsent>& waiting = scene.state.unsent;
  if (!waiting.empty()) {
    auto list = scene.ui.list("waiting", tr("Not yet sent"));
    for (const client::Unsent& it : waiting) scene.ui.labelled(what(scene, it), since(scene, it), Icon::smartphone);
  }
  scene.ui.text(why(scene), {.type = Type::secondary, .muted = true});
  scene.ui.text(what_the_words_mean(scene), {.type = Type::secondary, .muted = true});
  if (scene.ui.button({.label = tr("Send and get now"), .icon = Icon::refresh_cw, .disabled = scene.state.sync.running}))
    scene.act.send(client::SyncNow{});
  if (waiting.empty()) return;
  if (scene.ui.button({.label = tr("Copy what is not sent"), .icon = Icon::copy, .kind = ButtonKind::text}))
    scene.act.copy(to_take_along(scene), tr("what is not sent"));
}

}  // namespace waymark::screens
