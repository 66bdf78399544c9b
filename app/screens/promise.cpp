// One promise: who answers for it, by when, how far it is, and how it is going for this young person. Opened for a
// case, an adviser reads what the young person said and answers.
#include <algorithm>

#include "app/screens/draft.h"
#include "app/screens/screen.h"
#include "app/screens/source.h"
#include "app/screens/versions.h"
#include "app/screens/words.h"

namespace waymark::screens {
namespace {

constexpr std::string_view tell_sheet = "tell-us";
constexpr std::string_view reply_sheet = "reply";
constexpr int feelings = 3;

class Promise final : public Screen {
 public:
  using Screen::Screen;

  std::string title(const Scene& /*scene*/) const override { return tr("A promise"); }

  void draw(Scene& scene) override {
    const Pledge* pledge = find(scene);
    if (pledge == nullptr) {
      scene.ui.empty(Icon::handshake, tr("The council does not list this promise any more."));
      return;
    }
    draw_pledge(scene, *pledge);
    draw_updates(scene, *pledge);
    if (scene.whose != nullptr) draw_going(scene);
    source_lines(scene, pledge->source);
  }

  void draw_sheet(Scene& scene) override {
    if (scene.whose == nullptr) return;
    waymark::screens::sheet(scene, *this, tell_sheet, tr("How is this going for you"), [&] { draw_tell(scene); });
    const std::string name = called(scene.whose->person.value);
    waymark::screens::sheet(scene, *this, reply_sheet, tr("Answer {name}", {{"name", name}}),
                            [&] { draw_reply(scene, name); });
    versions_.draw(scene, *this);
  }

 private:
  const Pledge* find(const Scene& scene) const {
    const auto& pledges = scene.state.council.pledges;
    const auto found = std::ranges::find(pledges, route.subject, &Pledge::id);
    return found == pledges.end() ? nullptr : &*found;
  }

  static void draw_pledge(Scene& scene, const Pledge& pledge) {
    const std::string_view lang = language_of(pledge.text);
    auto card = scene.ui.card("pledge");
    scene.ui.read_aloud(tr("A promise"));
    const StateWords words = words_of(pledge.state);
    {
      auto chips = scene.ui.flow("chips");
      scene.ui.chip({.text = words.word, .icon = words.icon, .tone = words.tone});
      sample_chip(scene, pledge.source);
    }
    scene.ui.section(pledge.text, lang);
    if (!pledge.lead.empty()) scene.ui.labelled(tr("Who answers for it"), pledge.lead, Icon::user_round, lang);
    if (pledge.due) scene.ui.labelled(tr("By when"), full_date(scene, *pledge.due), Icon::calendar);
  }

  static void draw_updates(Scene& scene, const Pledge& pledge) {
    scene.ui.section(tr("What has happened"), {}, Aloud::yes);
    if (pledge.updates.empty()) {
      scene.ui.text(tr("The council has not said anything about it yet."), {.muted = true});
      return;
    }
    auto list = scene.ui.list("updates", tr("What has happened"));
    for (std::size_t i = pledge.updates.size(); i-- > 0;) {  // newest first
      const PledgeUpdate& update = pledge.updates[i];
      scene.ui.labelled(full_date(scene, update.on), update.text, Icon::flag, language_of(update.text));
    }
  }

  void draw_going(Scene& scene) {
    const bool adviser = scene.adviser();
    scene.ui.section(adviser ? tr("How this is going for {name}", {{"name", called(scene.whose->person.value)}})
                             : tr("How is this going for you"));
    if (!adviser && scene.ui.button({.label = tr("Tell us…"), .icon = Icon::megaphone, .kind = ButtonKind::filled})) {
      feeling_ = -1;
      complained_ = false;
      words_.start(scene, client::RespondToPledge{.case_id = scene.whose->id, .pledge = route.subject});
      sheet = tell_sheet;
    }
    for (const auto& response : scene.whose->responses) {
      if (response.value.pledge == route.subject) draw_response(scene, response);
    }
  }

  void draw_response(Scene& scene, const client::Shown<PledgeResponse>& shown) {
    const PledgeResponse& response = shown.value;
    auto card = scene.ui.card(shown.id.text);
    const StateWords words = words_of(response.feeling);
    const std::string who = scene.adviser() ? called(scene.whose->person.value) : tr("You");
    scene.ui.subsection(tr("{who}, {date}", {{"who", who}, {"date", day(scene, response.on)}}), {}, Aloud::yes);
    scene.ui.chip({.text = words.word, .icon = words.icon, .tone = words.tone});
    if (!response.text.empty())
      scene.ui.quote(response.text, scene.adviser() ? who : tr("My words"), language_of(response.text));
    if (!response.reply.empty()) {
      const std::string date = response.replied_on ? day(scene, *response.replied_on) : std::string();
      scene.ui.labelled(tr("{who} answered, {date}", {{"who", response.reply_by}, {"date", date}}), response.reply,
                        Icon::message_circle, language_of(response.reply));
    }
    versions_.line(scene, *this, shown.id, shown.beside);
    const bool mine = scene.adviser() == !response.reply.empty();  // the last word is of whoever holds the phone
    if (mine) delivery_line(scene.ui, shown.delivery, true);
    if (scene.adviser()) draw_answer(scene, shown);
  }

  void draw_answer(Scene& scene, const client::Shown<PledgeResponse>& shown) {
    const client::ReplyToResponse edit{.response = shown.id, .text = {}};
    draft_line(scene, edit);
    const bool answered = !shown.value.reply.empty();
    if (!scene.ui.button({.label = answered ? tr("Change the answer…") : tr("Answer…"),
                          .icon = Icon::message_circle,
                          .kind = answered ? ButtonKind::text : ButtonKind::filled}))
      return;
    answering_ = shown.id;
    reply_.start(scene, edit, shown.value.reply);
    sheet = reply_sheet;
  }

  void draw_reply(Scene& scene, const std::string& name) {
    reply_.field(scene, {.key = "reply", .label = tr("Your answer"), .multiline = true});
    scene.ui.quiet(tr("{name} reads this under the promise, with your name.", {{"name", name}}), Icon::info);
    const bool send = scene.ui.button(
        {.label = tr("Send"), .icon = Icon::send, .kind = ButtonKind::filled, .disabled = reply_.empty()});
    if (!send || reply_.empty()) return;
    scene.act.send(client::ReplyToResponse{.response = answering_, .text = reply_.text()});
    reply_.finish(scene);
    sheet.clear();
  }

  void draw_tell(Scene& scene) {
    std::vector<std::string> options;
    for (int i = 0; i < feelings; ++i) options.push_back(words_of(static_cast<Feeling>(i)).word);
    const int chosen = scene.ui.choice("feeling", tr("For you"), options, feeling_);
    if (chosen >= 0) feeling_ = chosen;
    if (complained_ && feeling_ < 0) scene.ui.quiet(tr("Choose one, then send."), Icon::info);
    words_.field(scene, {.key = "words",
                         .label = tr("In my own words"),
                         .help = tr("You can leave this empty."),
                         .multiline = true,
                         .own_words = true});
    scene.ui.quiet(tr("The council reads this with your name. Nobody reads it straight away."), Icon::info);
    if (!scene.ui.button({.label = tr("Send"), .icon = Icon::send, .kind = ButtonKind::filled})) return;
    if (feeling_ < 0) {
      complained_ = true;
      scene.ui.announce(tr("Choose one, then send."));
      return;
    }
    scene.act.send(client::RespondToPledge{.case_id = scene.whose->id,
                                           .pledge = route.subject,
                                           .feeling = static_cast<Feeling>(feeling_),
                                           .text = words_.text()});
    words_.finish(scene);
    sheet.clear();
  }

  Draft words_, reply_;
  VersionSheet versions_;
  DocId answering_;          // what the open reply is to
  int feeling_ = -1;         // none chosen yet
  bool complained_ = false;  // "Send" was tried without a choice
};

}  // namespace

std::unique_ptr<Screen> make_promise(const Route& route) { return std::make_unique<Promise>(route); }

}  // namespace waymark::screens
