<?cs # Holds on the data of one person, for security administrators; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="/privacy/desk"><?cs var:T.page.privacy_desk.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><a href="<?cs var:url_validate(person.href) ?>"><?cs var:T.desk.person ?></a> <span class="ref"><?cs var:person.number ?></span></p>
<p><?cs var:T.page.privacy_holds.lead ?></p>
<?cs if:?list.0.text ?><?cs each:x = list ?>
<section class="card"><h2><?cs var:x.text ?></h2><p class="letter"><?cs var:x.note ?></p>
<p><?cs var:T.privacy.until ?> <?cs var:x.until ?> <span class="hint"><?cs var:x.set ?></span></p>
<p><?cs if:#x.shown == #1 ?><?cs var:T.desk.hold_shown ?><?cs else ?><?cs var:T.desk.hold_hidden ?><?cs /if ?></p>
<?cs if:x.href ?><p><a href="<?cs var:url_validate(x.href) ?>"><?cs var:T.page.privacy_hold_end.title ?></a></p><?cs else ?><p><?cs var:T.desk.hold_lifted ?> <?cs var:x.lifted ?></p><?cs /if ?></section>
<?cs /each ?><?cs else ?><p><?cs var:T.desk.hold_none ?></p><?cs /if ?>
<h2><?cs var:T.form.hold.title ?></h2>
<?cs call:form(form.hold) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
