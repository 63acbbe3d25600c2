// Where the scripts of the staff pages begin. Every page works without them.
document.documentElement.dataset.script = 'on'
