<?cs # Open sessions, each with a button of its own; end: only what would end, "one" or "all", with one button. ?>
<?cs include:"common/form.cs" ?>
<?cs def:row(label, text) ?>
<div class="summary-row"><dt><?cs var:label ?></dt><dd class="summary-text"><bdi><?cs var:text ?></bdi></dd></div>
<?cs /def ?>
<?cs def:page_body() ?>
<p><?cs if:end ?><a href="/login/places"><?cs var:T.page.login_places.title ?></a><?cs else ?><a href="/login/me"><?cs var:T.page.login_me.title ?></a><?cs /if ?></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page[page].lead ?></p>
<?cs each:p = places ?>
<section class="card"><h2><bdi><?cs var:p.browser ?></bdi><?cs if:p.own ?> <span class="tag tag-ok"><?cs var:T.login.place_this ?></span><?cs /if ?></h2>
<dl class="summary"><?cs call:row(T.login.place_since, p.since) ?><?cs call:row(T.login.place_seen, p.seen) ?><?cs
  call:row(T.login.place_address, p.address) ?><?cs if:p.org ?><?cs call:row(T.login.place_org, p.org) ?><?cs /if ?></dl>
<?cs if:p.action && !end ?><form method="post" action="<?cs var:url_validate(p.action) ?>"><input type="hidden" name="token" value="<?cs var:form.places.token ?>">
<p class="acts"><button type="submit" class="button button-2"><?cs var:T.login.place_end ?><span class="hide">: <?cs var:p.browser ?>, <?cs var:p.seen ?></span></button></p></form><?cs /if ?>
</section>
<?cs /each ?>
<?cs if:others == 0 ?><p><?cs var:T.login.places_none ?></p><?cs /if ?>
<form class="form" id="places-form" method="post" action="<?cs if:end ?><?cs var:url_validate(form.places.action) ?><?cs else ?>/login/places_end<?cs /if ?>"><input type="hidden" name="token" value="<?cs var:form.places.token ?>">
<p class="acts"><button type="submit" class="button"><?cs if:end == "one" ?><?cs var:T.login.place_end ?><?cs else ?><?cs var:T.login.places_end ?><?cs /if ?></button></p></form>
<?cs if:!end ?><p><a href="/login/events"><?cs var:T.page.login_events.title ?></a></p><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
