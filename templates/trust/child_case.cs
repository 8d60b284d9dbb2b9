<?cs # One question of a guardian, for who asked. ?>
<?cs include:"common/summary.cs" ?>
<?cs include:"trust/child_parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/trust/"><?cs var:T.trust.back ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<?cs call:child_head() ?>
<p><?cs var:child.next_text ?></p>
<?cs if:fix_href ?><p><a class="button" href="<?cs var:url_validate(fix_href) ?>"><?cs var:T.trust.fix ?></a></p><?cs /if ?>
<?cs if:act_href ?><p><a class="button" href="<?cs var:url_validate(act_href) ?>"><?cs var:T.trust.people ?></a></p><?cs /if ?>
<section class="card"><h2><?cs var:T.trust.told ?></h2><?cs call:summary(answers, "") ?></section>
<h2><?cs var:T.trust.proofs ?></h2><?cs call:child_proofs() ?>
<h2><?cs var:T.trust.history ?></h2><?cs call:child_history() ?>
<?cs if:back_href ?><p><a href="<?cs var:url_validate(back_href) ?>"><?cs var:T.page.trust_child_back.title ?></a></p><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
