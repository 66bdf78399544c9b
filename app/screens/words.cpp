#include "app/screens/words.h"

#include <algorithm>
#include <optional>

#include "app/text/languages.h"

namespace waymark::screens {

HeadingWords words_of(Heading heading) {
  switch (heading) {
    case Heading::support:
      return {tr("My support"), tr("Who is there for me, and how we keep in touch"), Icon::hand_heart};
    case Heading::education:
      return {tr("Learning"), tr("School, college, university, training"), Icon::graduation_cap};
    case Heading::work:
      return {tr("Work and my days"), tr("Jobs, volunteering, what I do with my time"), Icon::briefcase};
    case Heading::contingency:
      return {tr("If things go wrong"), tr("What we do when a plan falls through"), Icon::life_buoy};
    case Heading::home:
      return {tr("My home"), tr("Where I live, and if it is right for me"), Icon::house};
    case Heading::people:
      return {tr("My people"), tr("Family, friends, relationships"), Icon::users};
    case Heading::skills:
      return {tr("Everyday skills"), tr("Cooking, bills, looking after a home"), Icon::cooking_pot};
    case Heading::money:
      return {tr("My money"), tr("What comes in, what goes out, saving"), Icon::wallet};
    case Heading::health:
      return {tr("My health"), tr("Body and mind"), Icon::heart_pulse};
    case Heading::identity:
      return {tr("Who I am"), tr("My faith, culture, language and roots"), Icon::fingerprint};
  }
  return {};
}

StateWords words_of(PledgeState state) {
  switch (state) {
    case PledgeState::kept:
      return {trc("promise", "Kept"), Icon::circle_check, Tone::kept};
    case PledgeState::under_way:
      return {trc("promise", "Under way"), Icon::footprints, Tone::under_way};
    case PledgeState::not_yet:
      return {trc("promise", "Not yet"), Icon::hourglass, Tone::not_yet};
    case PledgeState::broken:
      return {trc("promise", "Broken"), Icon::circle_x, Tone::broken};
  }
  return {};
}

StateWords words_of(Basis basis) {
  switch (basis) {
    case Basis::law:
      return {trc("offer", "The law"), Icon::scale, Tone::primary};
    case Basis::extra:
      return {trc("offer", "Extra"), Icon::gift, Tone::neutral};
  }
  return {};
}

StateWords words_of(law::Likelihood likelihood) {
  switch (likelihood) {
    case law::Likelihood::likely:
      return {tr("Likely for you"), Icon::circle_check, Tone::kept};
    case law::Likelihood::maybe:
      return {tr("Maybe for you"), Icon::circle_help, Tone::under_way};
    case law::Likelihood::unlikely:
      return {tr("Probably not for you now"), Icon::circle_minus, Tone::not_yet};
  }
  return {};
}

StateWords words_of(Feeling feeling) {
  switch (feeling) {
    case Feeling::good:
      return {tr("It is going well"), Icon::smile, Tone::kept};
    case Feeling::mixed:
      return {tr("Some of it is"), Icon::meh, Tone::not_yet};
    case Feeling::bad:
      return {tr("It is not going well"), Icon::frown, Tone::broken};
  }
  return {};
}

std::string words_of(OfferArea area) {
  switch (area) {
    case OfferArea::health:
      return tr("Health");
    case OfferArea::relationships:
      return tr("People");
    case OfferArea::education:
      return tr("Learning");
    case OfferArea::employment:
      return tr("Work");
    case OfferArea::home:
      return tr("Home");
    case OfferArea::participation:
      return tr("Having a say");
    case OfferArea::money:
      return tr("Money");
  }
  return {};
}

std::string words_of(Status status) {
  switch (status) {
    case Status::none:
      return tr("What this phone knows is not enough to say what the law calls you.");
    case Status::eligible:
      return tr("The law likely calls you an “eligible child”: you are 16 or 17 and in care.");
    case Status::relevant:
      return tr("The law likely calls you a “relevant child”: you are 16 or 17 and have left care.");
    case Status::former_relevant:
      return tr(
          "The law likely calls you a “former relevant child”. That means support until you are 21. If you "
          "ask for it, it goes on until you are 25.");
    case Status::qualifying:
      return tr(
          "The law likely calls you a “qualifying” young person. That means advice and help when you ask for it.");
  }
  return {};
}

namespace {

std::string words_of_time_in_care(law::Reason reason) {
  switch (reason) {
    case law::Reason::under_16:
      return tr("You are under 16.");
    case law::Reason::over_25:
      return tr("You are 25 or older.");
    case law::Reason::still_looked_after:
      return tr("You are in care now.");
    case law::Reason::weeks_enough:
      return tr("You were in care for at least 13 weeks after you turned 14.");
    case law::Reason::weeks_too_few:
      return tr("You were in care for less than 13 weeks after you turned 14.");
    case law::Reason::after_16:
      return tr("You were in care after you turned 16.");
    case law::Reason::not_after_16:
      return tr("You were not in care after you turned 16.");
    case law::Reason::was_in_care_until_18:
      return tr("You had the right to support as a care leaver just before you turned 18.");
    case law::Reason::left_care_before_18:
      return tr("You left care before you turned 18.");
    case law::Reason::detained_at_16:
      return tr("You were in hospital or locked up when you turned 16.");
    case law::Reason::special_guardianship:
      return tr("You had a special guardian after you were in care.");
    default:
      return {};
  }
}

}  // namespace

std::string words_of(law::Reason reason) {
  switch (reason) {
    case law::Reason::age_fits:
      return tr("Your age fits.");
    case law::Reason::too_young:
      return tr("You are too young for it now.");
    case law::Reason::too_old:
      return tr("You are past the age it is for.");
    case law::Reason::status_fits:
      return tr("It is for people with your time in care.");
    case law::Reason::status_does_not_fit:
      return tr("It is for people with a different time in care.");
    case law::Reason::in_education:
      return tr("You are in education or training.");
    case law::Reason::not_in_education:
      return tr("It is for people in education or training.");
    case law::Reason::lives_in_area:
      return tr("You live in the council’s area.");
    case law::Reason::lives_out_of_area:
      return tr("You live outside the council’s area.");
    case law::Reason::support_requested:
      return tr("You asked for support after 21.");
    case law::Reason::can_request_support:
      return tr("You can ask for support until you are 25.");
    case law::Reason::education_help_only:
      return tr("Until you are 25, the council can help you with learning.");
    case law::Reason::ask_about_condition:
      return tr("It depends on something that this phone does not know.");
    case law::Reason::not_yet_in_force:
      return tr("It has not started yet.");
    default:
      return words_of_time_in_care(reason);
  }
}

std::string words_of(client::Delivery delivery, bool sent_too) {
  switch (delivery) {
    case client::Delivery::none:
      return {};
    case client::Delivery::saving:
      return tr("Saving");
    case client::Delivery::saved_here:
      return tr("Saved on this phone");
    case client::Delivery::sent:
      return sent_too ? tr("Sent") : std::string();
    case client::Delivery::seen:
      return sent_too ? tr("Seen") : std::string();
    case client::Delivery::needs_attention:
      return tr("Not taken by the council. It needs a look.");
  }
  return {};
}

std::string words_of(const client::About& it) {
  if (it.type == Step::type) return tr("Step: {what}", {{"what", it.title}});
  if (it.type == Contact::type) return tr("Person: {what}", {{"what", it.title}});
  if (it.type == Message::type)
    return it.title.empty() ? tr("Asking for a review") : tr("Message: {what}", {{"what", it.title}});
  if (it.type == View::type && it.heading)
    return tr("What you want: {heading}", {{"heading", words_of(*it.heading).name}});
  if (it.type == Plan::type && it.heading) return tr("Plan: {heading}", {{"heading", words_of(*it.heading).name}});
  if (it.type == PledgeResponse::type) return tr("How a promise is going");
  return tr("A day or a meeting");
}

std::string two_versions() { return tr("This was changed in two places. Both are kept."); }

void delivery_line(ui::Ui& ui, client::Delivery delivery, bool sent_too) {
  const std::string words = words_of(delivery, sent_too);
  if (words.empty()) return;
  const bool sent = delivery == client::Delivery::sent;
  const bool seen = delivery == client::Delivery::seen;
  ui.quiet(words, delivery == client::Delivery::needs_attention ? Icon::triangle_alert
                  : seen                                        ? Icon::eye
                  : sent                                        ? Icon::check_check
                                                                : Icon::smartphone);
}

StateWords sync_words(const Scene& scene) {
  const client::SyncStatus& sync = scene.state.sync;
  const std::string waiting =
      tr("Not yet sent: {n}", {{"n", scene.platform.format_number(sync.waiting, text::language())}});
  const std::string last =
      sync.last_utc_ms == 0 ? std::string() : scene.platform.format_time(sync.last_utc_ms, text::language());
  if (sync.needs_attention > 0) {
    return {trn("{n} thing was not taken and needs a look", "{n} things were not taken and need a look",
                sync.needs_attention),
            Icon::triangle_alert, Tone::broken};
  }
  if (!sync.online) {
    if (sync.waiting > 0) return {tr("No signal. {waiting}", {{"waiting", waiting}}), Icon::cloud_off, Tone::not_yet};
    return {last.empty() ? tr("No signal.") : tr("No signal. This is from {time}.", {{"time", last}}), Icon::cloud_off,
            Tone::neutral};
  }
  if (sync.running) return {tr("Getting what is new"), Icon::refresh_cw, Tone::neutral};
  if (sync.waiting > 0) return {waiting, Icon::cloud_upload, Tone::not_yet};
  if (last.empty()) return {tr("Not up to date yet"), Icon::cloud_off, Tone::neutral};
  return {tr("Up to date at {time}", {{"time", last}}), Icon::cloud_check, Tone::neutral};
}

std::string first_name(std::string_view full_name) { return std::string(full_name.substr(0, full_name.find(' '))); }

namespace {

/// The first character of UTF-8 text, as text.
std::string_view first_character(std::string_view text) {
  std::size_t size = std::min<std::size_t>(1, text.size());
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
  return text.substr(0, size);
}

}  // namespace

std::string initials_of(std::string_view full_name) {
  std::string initials(first_character(full_name));
  const std::size_t last = full_name.rfind(' ');
  if (last != std::string_view::npos) initials += first_character(full_name.substr(last + 1));
  return initials;
}

std::string called(const Person& person) { return person.called.empty() ? first_name(person.name) : person.called; }

const client::Shown<Contact>* adviser_of(const client::CaseState& one) {
  const auto found = std::ranges::find_if(
      one.contacts, [](const auto& contact) { return contact.value.kind == ContactKind::adviser; });
  return found == one.contacts.end() ? nullptr : &*found;
}

std::string adviser_name(const Scene& scene) {
  if (scene.whose != nullptr) {
    if (const auto* contact = adviser_of(*scene.whose)) return first_name(contact->value.name);
  }
  const std::string& word = scene.state.council.vocabulary.adviser;
  return word.empty() ? tr("your personal adviser") : tr("your {adviser}", {{"adviser", word}});
}

std::string who_does(const Scene& scene, const Step& step) {
  switch (step.owner) {
    case StepOwner::young_person:
      return scene.adviser() && scene.whose ? called(scene.whose->person.value) : tr("You");
    case StepOwner::adviser:
      return scene.adviser() ? tr("You") : adviser_name(scene);
    case StepOwner::other:
      return step.owner_name.empty() ? tr("Someone else") : step.owner_name;
  }
  return {};
}

std::string full_date(const Scene& scene, Date date) {
  return scene.platform.format_date(date, platform::DateStyle::full, text::language());
}
std::string day(const Scene& scene, Date date) {
  return scene.platform.format_date(date, platform::DateStyle::day, text::language());
}
std::string short_day(const Scene& scene, Date date) {
  return scene.platform.format_date(date, platform::DateStyle::short_day, text::language());
}

std::string words_of(const Scene& scene, const Amount& amount) {
  std::string money = scene.platform.format_money(amount.pence, text::language());
  if (amount.up_to) money = tr("up to {money}", {{"money", money}});
  if (amount.at_least) money = tr("at least {money}", {{"money", money}});
  switch (amount.per) {
    case Per::once:
      return money;
    case Per::week:
      return tr("{money} a week", {{"money", money}});
    case Per::month:
      return tr("{money} a month", {{"money", money}});
    case Per::year:
      return tr("{money} a year", {{"money", money}});
  }
  return money;
}

std::string review_in(int days) {
  if (days <= 0) return tr("Review today");
  if (days == 1) return tr("Review tomorrow");
  return trn("Review in {n} day", "Review in {n} days", days);
}

std::string review_due(int days) {
  if (days == 0) return tr("Review due today");
  if (days == 1) return tr("Review due tomorrow");
  if (days > 0) return trn("Review due in {n} day", "Review due in {n} days", days);
  return trn("Review {n} day late", "Review {n} days late", -days);
}

std::string visit_due(int days) {
  if (days == 0) return tr("Visit due today");
  if (days == 1) return tr("Visit due tomorrow");
  if (days > 0) return trn("Visit due in {n} day", "Visit due in {n} days", days);
  return trn("Visit {n} day late", "Visit {n} days late", -days);
}

std::string joined(std::string_view names) {
  const std::size_t comma = names.rfind(", ");
  if (comma == std::string_view::npos) return std::string(names);
  return tr("{names} and {last}", {{"names", names.substr(0, comma)}, {"last", names.substr(comma + 2)}});
}

std::string by_when(const Scene& scene, Date due) {
  if (due == scene.state.today) return tr("today");
  const std::string date = day(scene, due);
  return due < scene.state.today ? tr("was due {date}", {{"date", date}}) : tr("by {date}", {{"date", date}});
}

namespace {

/// The script of a letter by its first two bytes of UTF-8; none for all else.
std::optional<text::Script> script_of(unsigned char lead, unsigned char next) {
  if ((lead | 0x20U) >= 'a' && (lead | 0x20U) <= 'z') return text::Script::latin;
  if (lead >= 0xC3 && lead <= 0xC9) return text::Script::latin;      // U+00C0 to U+027F
  if (lead == 0xE1 && next >= 0xB8 && next <= 0xBB) return text::Script::latin;  // U+1E00 to U+1EFF: Vietnamese
  if (lead >= 0xD0 && lead <= 0xD4) return text::Script::cyrillic;   // U+0400 to U+053F
  if (lead >= 0xD8 && lead <= 0xDB) return text::Script::arabic;     // U+0600 to U+06FF
  if (lead == 0xE0 && (next == 0xA6 || next == 0xA7)) return text::Script::bengali;  // U+0980 to U+09FF
  if (lead == 0xE1 && next >= 0x88 && next <= 0x8E) return text::Script::ethiopic;   // U+1200 to U+13BF
  return std::nullopt;
}

/// The script of the first letter.
std::optional<text::Script> script_of(std::string_view words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto lead = static_cast<unsigned char>(words[i]);
    const auto next = static_cast<unsigned char>(i + 1 < words.size() ? words[i + 1] : 0);
    if (const auto script = script_of(lead, next)) return script;
    // Digits, quotation marks, dashes, emoji, and what follows a lead byte.
    const bool sign = lead < 0xC3 || lead == 0xE2 || lead == 0xF0;
    if (!sign) return std::nullopt;  // a letter of another script
  }
  return std::nullopt;
}

/// Whether a letter is in it that English does not have.
bool has_foreign_letters(std::string_view words) {
  return std::ranges::any_of(words, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0xC3 && byte <= 0xC9) || byte == 0xE1;
  });
}

}  // namespace

std::string_view language_of(std::string_view words) {
  const auto script = script_of(words);
  const text::Language* page = text::find_language(text::language());
  if (!script || page == nullptr) return {};
  if (page->script != *script) return std::ranges::find(text::languages, *script, &text::Language::script)->tag;
  // What the council writes is English, also for those who read Albanian or Vietnamese.
  const bool english = *script == text::Script::latin && page->tag != "en" && !has_foreign_letters(words);
  return english ? std::string_view("en") : std::string_view();
}

Published published(std::string_view words) {
  std::string shown = trc("national", words);
  const bool as_written = shown == words;
  return {.words = std::move(shown), .lang = as_written ? language_of(words) : std::string_view()};
}

namespace {

/// What can be dialled: digits and a leading plus. "+44 (0)20 …" is written for both ways of calling: from abroad the
/// nought in brackets is left out.
std::string dialled(std::string_view number) {
  constexpr std::string_view at_home_only = "(0)";
  std::string digits;
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (digits.starts_with('+') && number.substr(i).starts_with(at_home_only)) {
      i += at_home_only.size() - 1;
      continue;
    }
    const char c = number[i];
    if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) digits += c;
  }
  return digits;
}

}  // namespace

std::string tel(std::string_view number) { return "tel:" + dialled(number); }
std::string sms(std::string_view number) { return "sms:" + dialled(number); }
std::string mailto(std::string_view address) { return "mailto:" + std::string(address); }

}  // namespace waymark::screens
