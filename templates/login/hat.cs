<?cs # One page of the suite; its texts are in lang/. Each organisation is a button of its own: the one that is on goes on, others are chosen. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="/login/me"><?cs var:T.page.login_me.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page[page].lead ?></p>
<?cs each:h = hats ?>
<section class="card"><h2><bdi><?cs var:h.name ?></bdi><?cs if:h.on ?> <span class="tag tag-ok"><?cs var:T.login.hat_now ?></span><?cs /if ?></h2>
<p><?cs if:?h.roles.0.text ?><?cs each:x = h.roles ?><?cs if:!first(x) ?> &middot; <?cs /if ?><?cs var:x.text ?><?cs /each ?><?cs else ?><?cs var:T.login.hat_self_text ?><?cs /if ?></p>
<form <?cs if:first(h) ?>id="hat-form" <?cs /if ?>method="post" action="<?cs var:url_validate(h.action) ?>"><input type="hidden" name="token" value="<?cs var:form.hat.token ?>">
<p class="acts"><button type="submit" class="button<?cs if:!h.on ?> button-2<?cs /if ?>"><?cs if:h.on ?><?cs var:T.common.continue ?><?cs else ?><?cs var:T.login.hat_take ?><?cs /if ?><span class="hide">: <?cs var:h.name ?></span></button></p></form>
</section>
<?cs /each ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
