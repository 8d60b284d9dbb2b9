<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/steps.cs" ?>
<?cs include:"common/summary.cs" ?>
<?cs include:"apply/parts.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><span lang="<?cs var:app.programme_lang ?>"><?cs var:app.programme ?></span> <span class="ref"><?cs var:app.number ?></span></p>
<p><strong><?cs var:app.state_text ?></strong> <span class="hint"><?cs var:app.state_at ?></span></p>
<p><?cs var:app.next_text ?></p>
<?cs if:app.due ?><p><?cs var:app.due_label ?>: <?cs var:app.due ?></p><?cs /if ?>
<?cs if:#app.ended == #0 ?><?cs call:steps(app.stages) ?><?cs else ?><p><?cs var:T.apply.ended ?></p>
<p><a class="button button-2" href="/apply/"><?cs var:T.apply.mine_new ?></a></p><?cs /if ?>
<?cs if:offer_href ?><p><a class="button" href="<?cs var:url_validate(offer_href) ?>"><?cs var:T.apply.answer_offer ?></a></p><?cs /if ?>
<?cs if:papers_href ?><p><a class="button" href="<?cs var:url_validate(papers_href) ?>"><?cs var:T.apply.papers_add ?></a></p><?cs /if ?>
<?cs if:tasks_href ?><p><a class="button" href="<?cs var:url_validate(tasks_href) ?>"><?cs var:T.apply.fix_now ?></a></p><?cs /if ?>
<?cs if:#app.erased == #1 ?><p><?cs var:T.apply.erased_text ?></p><?cs /if ?>
<?cs call:admission_card() ?>
<?cs call:letters_list() ?>
<h2><?cs var:T.apply.papers_have ?></h2><?cs call:papers_list("") ?>
<h2><?cs var:T.apply.history ?></h2><?cs call:history_list() ?>
<?cs if:withdraw_href ?><p><a href="<?cs var:url_validate(withdraw_href) ?>"><?cs var:T.apply.withdraw ?></a></p><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
