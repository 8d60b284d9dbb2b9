<?cs # One page of the suite; its texts are in lang/. ?>
<?cs def:page_body() ?>
<div class="panel panel-ok"><h1><?cs var:T.page[page].title ?></h1>
<p class="ref"><?cs var:app.number ?></p></div>
<p><?cs var:sent_text ?></p>
<h2><?cs var:T.apply.sent_next ?></h2>
<p><?cs var:app.next_text ?></p>
<p><a class="button" href="<?cs var:url_validate(status_href) ?>"><?cs var:T.apply.status_link ?></a></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
