#include "app/screens/notices.h"

namespace waymark::screens {
namespace {

struct Words {
  std::string title;
  std::string text;
  Icon icon = Icon::info;
  Tone tone = Tone::not_yet;
};

Words words_of(client::Notice notice) {
  switch (notice) {
    case client::Notice::none:
      return {};
    case client::Notice::store_full:
      return {tr("There is no space left on this phone"),
              tr("What you just did could not be kept. Make some space, then do it again."), Icon::triangle_alert,
              Tone::broken};
    case client::Notice::store_failing:
      return {tr("This phone cannot keep things just now"),
              tr("Please leave this open until it says “Up to date”. Your words are being sent."), Icon::triangle_alert,
              Tone::broken};
    case client::Notice::store_recovered:
      return {tr("Some things on this phone could not be read"),
              tr("They were put aside, and everything was fetched again. Nothing the council has is lost."),
              Icon::history};
    case client::Notice::edit_refused:
      return {tr("Something you did was not taken"),
              tr("It is still on this phone. You find it under “Me and this phone”."), Icon::triangle_alert};
    case client::Notice::signed_out:
      return {tr("This phone is signed out"), tr("What you see stays here. Ask for a new link to go on."),
              Icon::log_out};
    case client::Notice::update_needed:
      return {tr("There is a newer version of this app"),
              tr("Close the app and open it again. What you wrote waits here until then."), Icon::refresh_cw};
    case client::Notice::content_refused:
      return {tr("The council’s newest information has a mistake in it"),
              tr("You see what was there before. The council has to put it right."), Icon::info, Tone::neutral};
    case client::Notice::sync_refused:
      return {tr("The council’s computer did not take what was sent"),
              tr("It waits on this phone and is tried again when you open the app."), Icon::cloud_off};
    case client::Notice::edits_waiting:
      return {tr("Some things are not sent yet"),
              tr("They would be lost. Wait for signal, or remove them anyway under “Me and this phone”."),
              Icon::cloud_upload};
  }
  return {};
}

}  // namespace

void draw_notices(Scene& scene) {
  if (scene.state.notice == client::Notice::none) return;
  const Words words = words_of(scene.state.notice);
  const bool closed = scene.ui.notice({.key = "notice",
                                       .icon = words.icon,
                                       .tone = words.tone,
                                       .title = words.title,
                                       .text = words.text,
                                       .action = tr("All right"),
                                       .urgent = words.tone == Tone::broken});
  if (closed) scene.act.send(client::DismissNotice{});
}

}  // namespace waymark::screens
