<?cs # The sheet with the code, once it is made; only the sheet is printed, in the language of its person. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"trust/parts.cs" ?>
<?cs def:page_body() ?>
<div class="off-paper"><p><a href="<?cs var:url_validate(back) ?>"><?cs var:T.trust.back ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><bdi><?cs var:ward.name ?></bdi></p>
<p><?cs var:T.page.trust_paper.lead ?></p>
<?cs if:#young == #1 ?><p><strong><?cs var:T.error.paper_young ?></strong></p><?cs /if ?>
<?cs if:sheet.code ?><p><strong><?cs var:T.trust.sheet_now ?></strong></p><?cs /if ?></div>
<?cs if:sheet.code ?>
<section class="card" lang="<?cs var:sheet.lang ?>"><h2><?cs var:sheet.title ?></h2>
<p class="codes"><code><?cs var:sheet.code ?></code></p>
<p class="letter"><?cs var:sheet.how ?></p>
<p class="letter"><?cs var:sheet.care ?></p></section>
<?cs /if ?>
<div class="off-paper"><?cs if:!sheet.code && ward.code_until ?><p><?cs var:T.trust.sheet_is ?> <?cs var:ward.code_until ?></p><?cs /if ?>
<?cs if:#young == #0 ?><?cs call:form(form.sheet) ?><?cs /if ?></div>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
