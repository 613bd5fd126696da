# A folder stands for every spec below it, without hidden ones, those that the project ignores, and links that lead out.
mkdir -p project/sub/.hidden project/archive outside
cp "$CASE/parts/small.kompas" project/a.kompas
cp "$CASE/parts/small.kompas" project/sub/b.kompas
cp "$CASE/parts/small.kompas" project/sub/.hidden/c.kompas
cp "$CASE/parts/small.kompas" project/archive/d.kompas
cp "$CASE/parts/small.kompas" outside/e.kompas
ln -s ../outside project/linked
ln -s ../../outside/e.kompas project/sub/e.kompas
ln -s ../a.kompas project/sub/inside.kompas
cp "$CASE/parts/small.kompas" project/notes.txt
cat > project/kompas.project <<'END'
kompas 1 en

project {
  language nl
  fail-on hint
  ignore "archive"
}
END
files() { grep -o '"file":"[^"]*"' | sort -u; }
"$KOMPAS" check --format json project | files
cd project
"$KOMPAS" check --format json | files
"$KOMPAS" check --summary; echo "[$?]"
"$KOMPAS" check --summary --fail-on error; echo "[$?]"
"$KOMPAS" check --summary --lang en archive/d.kompas; echo "[$?]"
cd sub
"$KOMPAS" check --summary; echo "[$?]"
mkdir ../../empty; cd ../../empty
"$KOMPAS" check .; echo "[$?]"
