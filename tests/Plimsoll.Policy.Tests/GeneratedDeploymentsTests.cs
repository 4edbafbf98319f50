using System.Text;
using CsCheck;
using Plimsoll.Policy.Scanners;
using Plimsoll.Policy.Scanners.Kustomize;
using Plimsoll.Policy.Tests.Pinning;
using Plimsoll.Testing;

namespace Plimsoll.Policy.Tests;

/// <summary>Charts, kustomizations and Compose files written at random with known images at known places.</summary>
public sealed class GeneratedDeploymentsTests : IDisposable
{
    private const string Chart = "apiVersion: v2\nname: app\nappVersion: 9.9.9\n";
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly Gen<bool> Bool = Gen.Bool;
    private static readonly Gen<string> Repository = OneOf("nginx", "a/b", "reg:5000/x", "ghcr.io/acme/app", "localhost/x");
    private static readonly Gen<string> Tag = OneOf("", "latest", "1.27.3", "v1-alpine", "1.10");
    private static readonly Gen<string> Noise = OneOf("", "# image: x:1", "# é😀");

    private readonly TempDirectory _folder = new();

    public GeneratedDeploymentsTests()
    {
        _folder.Write("Chart.yaml", Chart);
        Directory.CreateDirectory(_folder["templates"]);
    }

    public void Dispose() => _folder.Dispose();

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private FileScan Scan(string name, string text) =>
        FileScanner.ScanBytes(new CandidateFile(_folder[name], name, IsExplicit: false), Encoding.UTF8.GetBytes(text), new SourceTree(_folder.Path, _folder.Path), CancellationToken.None);

    private string Places(string name, string text)
    {
        var scan = Scan(name, text);
        Assert.Empty(scan.Findings);
        PinProof.Holds(name, text, ("Chart.yaml", Chart));
        return string.Join(" ", scan.Uses.Select(Place));
    }

    /// <summary>A tag as it is read: of the styles, 0 and 3 have no quotes, without which some are numbers.</summary>
    private static string Read(string tag, int style) => style is 0 or 3 && (tag is "1.10" or "2.10") ? tag[..^1] : tag;

    private static string Place(ImageUse use) => $"{use.Image}@{use.Span.StartLine}:{use.Span.StartColumn}-{use.Span.EndColumn}";

    [Fact]
    public void Every_image_of_a_values_file_is_found_and_nothing_else()
    {
        var image = Gen.Select(Repository, Tag, OneOf("", Digest), Gen.Int[0, 4], Noise, OneOf("image", "webImage", "proxy"));
        Gen.Select(image.Array[1, 6], Bool, Bool).Sample((images, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write("useImage: true\nservice: {type: image, repository: x}\n");
            for (var i = 0; i < images.Length; i++)
            {
                var (repository, tag, digest, style, noise, key) = images[i];
                var whole = repository + (tag.Length > 0 ? ":" + Read(tag, style) : digest.Length > 0 ? "" : ":9.9.9") + (digest.Length > 0 ? "@" + digest : "");
                var decider = digest.Length > 0 ? "digest" : tag.Length > 0 ? "tag" : "repository";
                writer.Write($"{noise}\ns{i}:\n  x: 😀\n  {key}:\n    repository: ").Quoted(repository, decider == "repository" ? whole : null, style % 3);
                writer.Write($" {noise}\n    tag: ").Quoted(tag, decider == "tag" ? whole : null, style);
                writer.Write($" {noise}\n    pullPolicy: Always\n    digest: ").Quoted(digest, decider == "digest" ? whole : null, style % 3).Write("\n");
            }

            Assert.Equal(writer.Places, Places("values.yaml", writer.Text));
        });
    }

    [Fact]
    public void Every_image_written_in_a_template_is_found_and_nothing_else()
    {
        var container = Gen.Select(Repository, OneOf("latest", "1.27.3", "{{ .Values.no | default \"7\" }}", "{{ .Chart.AppVersion }}"), Gen.Int[0, 2], OneOf("if .Values.a", "with .Values.b", "range $k, $v := .Values.c"), Noise);
        Gen.Select(container.Array[1, 6], Bool, Bool).Sample((containers, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write("{{- $root := . -}}\nkind: Pod\nmetadata:\n  name: {{ include \"name\" . }}\n  {{- with .Values.labels }}\n  labels:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\nspec:\n  containers:\n");
            foreach (var (repository, tag, style, control, noise) in containers)
            {
                var (text, image) = ($"{repository}:{tag}", $"{repository}:{tag.Replace("{{ .Values.no | default \"7\" }}", "7", StringComparison.Ordinal).Replace("{{ .Chart.AppVersion }}", "9.9.9", StringComparison.Ordinal)}");
                writer.Write($"  {{{{- {control} }}}}\n  - name: {{{{ .Values.n | quote }}}} {noise}\n    image: ").Quoted(text, image, style == 2 && tag.Contains('"') ? 1 : style);
                writer.Write($" {noise}\n    {{{{- /* image: x:1 */}}}}\n    args: [{{{{ .Values.image }}}}]\n  {{{{- else }}}}\n  - image: {{{{ .Values.image }}}}\n  {{{{- end }}}}\n");
            }

            Assert.Equal(writer.Places, Places("templates/x.yaml", writer.Text));
        });
    }

    [Fact]
    public void Every_image_of_a_kustomization_is_found_at_its_transformer()
    {
        var image = Gen.Select(Repository, OneOf("1.27.3", "main", "2.10"), OneOf("", Digest), Bool, Gen.Int[0, 4], Noise);
        Gen.Select(image.Array[1, 6], Bool, Bool, Bool).Sample((images, isInManifest, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write("kind: Kustomization\nresources:\n- app.yaml\nimages:\n");
            var manifest = new StringBuilder("kind: Pod\nspec:\n  containers:\n");
            for (var i = 0; i < images.Length; i++)
            {
                var (repository, tag, digest, isRenamed, style, noise) = images[i];
                var whole = $"{(isRenamed ? $"new{i}" : $"{repository}{i}")}:{Read(tag, style)}{(digest.Length > 0 ? "@" + digest : "")}";
                manifest.Append($"  - image: {repository}{i}:0\n");
                writer.Write($"{noise}\n- name: {repository}{i}\n" + (isRenamed ? $"  newName: new{i}\n" : "") + "  newTag: ").Quoted(tag, digest.Length > 0 ? null : whole, style).Write($" {noise}\n");
                if (digest.Length > 0)
                    writer.Write("  digest: ").Quoted(digest, whole, style % 3).Write("\n");
            }

            var tree = new SourceTree(_folder.Path, _folder.Path);
            CandidateFile[] files = [new(_folder["kustomization.yaml"], "kustomization.yaml", IsExplicit: false), new(_folder["app.yaml"], "app.yaml", IsExplicit: false)];
            FileScan[] scans = [Scan("kustomization.yaml", writer.Text), Scan("app.yaml", isInManifest ? manifest.ToString() : "kind: Pod\n")];
            KustomizeOverlays.Apply(files, scans, tree, CancellationToken.None);

            Assert.Equal(writer.Places, string.Join(" ", scans[0].Uses.Select(Place)));
            Assert.Empty(scans[1].Uses);
            PinProof.Holds("kustomization.yaml", writer.Text, ("app.yaml", isInManifest ? manifest.ToString() : "kind: Pod\n"));
        });
    }

    [Fact]
    public void Every_image_of_an_inline_dockerfile_is_found_and_nothing_else()
    {
        var stage = Gen.Select(Repository, OneOf("latest", "1.27.3", "$${V}", "${W:-2}"), Gen.Int[0, 3]);
        Gen.Select(stage.Array[1, 6], Gen.Int[1, 4], Bool, Bool).Sample((stages, indent, mark, carriageReturns) =>
        {
            var spaces = new string(' ', 6 + indent);
            var writer = new PlacedText(mark, carriageReturns).Write("services:\n  a:\n    build:\n      dockerfile_inline: |\n\n").Write($"{spaces}ARG V=1\n");
            foreach (var (repository, tag, style) in stages)
            {
                var image = $"{repository}:{tag switch { "$${V}" when style < 2 => "1", "$${V}" => "${V}", "${W:-2}" => "2", _ => tag }}";
                var (before, after) = style switch
                {
                    0 => ("FROM ", "\n"),
                    1 => ("FROM --platform=x \\\n" + spaces + "  # FROM y\n" + spaces + "  ", " AS s\n"),
                    2 => ("COPY --from=", " /a /b\n"),
                    _ => ("RUN --mount=from=", ",target=/x <<E\n" + spaces + "FROM z\n" + spaces + "E\n"),
                };
                if (style >= 2 && tag == "$${V}")
                    image = $"{repository}:${{V}}";
                writer.Write(spaces + before).Image($"{repository}:{tag}", image).Write(after).Write("\n");
            }

            Assert.Equal(writer.Places, Places("compose.yaml", writer.Text));
        });
    }

    private static readonly string[] Seeds =
    [
        "{{- define \"x\" -}}\nkind: Pod\nspec:\n  containers:\n  - image: \"a:{{ .Values.b | default \"c\" | quote }}\"\n{{ if (eq .a `b`) }}\n  - image: {{ printf \"%s:%s\" .Values.a .Chart.AppVersion }}\n{{- end }}\n---\n{{/* c */}}\nimage: x\n",
        "image: &i {repository: a, tag: '', digest: x}\nglobal: {imageRegistry: r}\nb: {<<: *i, image: {<<: [*i], tag: \"{{ .x }}\"}}\ndImage: q\ndImageTag: 1\n",
        "resources: [app.yaml, ../b, .., '']\ncomponents: [.]\nimages: [&x {name: a, newTag: '1'}, {<<: *x, name: b, digest: c, newName: d, tagSuffix: e}]\n",
    ];

    [Fact]
    public void No_bytes_make_the_checker_throw()
    {
        _folder.Write("values.yaml", "a: {b: c}\nimage: {repository: a, tag: b}\n");
        var changes = MutatedBytes.Changes("{}[]:&*!|>'\"%@`$\\-#\n\r\t <,?~\0().");
        Gen.Select(OneOf(Seeds), changes, OneOf("templates/x.yaml", "templates/x.tpl", "values-x.yaml", "kustomization.yaml")).Sample((seed, mutations, name) =>
        {
            var tree = new SourceTree(_folder.Path, _folder.Path);
            CandidateFile[] files = [new(_folder[name], name, IsExplicit: false)];
            FileScan[] scans = [FileScanner.ScanBytes(files[0], MutatedBytes.Create(Encoding.UTF8.GetBytes(seed), mutations), tree, CancellationToken.None)];
            KustomizeOverlays.Apply(files, scans, tree, CancellationToken.None);
            foreach (var use in scans[0].Uses)
            {
                Assert.True(use.Span.StartLine >= 1 && use.Span.StartColumn >= 1 && (use.Span.EndLine > use.Span.StartLine || use.Span.EndColumn >= use.Span.StartColumn), use.Span.ToString());
                ImagePolicy.Default.GetVerdict(use);
            }
        }, iter: 20_000);
    }
}
