using System.Text.RegularExpressions;
using NJsonSchema;
using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Configuration.Keys;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Configuration;

/// <summary>The schema and the reader have the same declarations; these tests make sure that both use all of them.</summary>
public class ConfigurationSchemaTests
{
    private const string Everything = """
        # yaml-language-server: $schema=https://plimsoll.dev/schema/config.schema.json
        image: acme/app
        registry: ghcr.io
        compression: zstd
        sign: { key: "env:KEY", publicKey: key.pub, legacyTags: true, signer: cosign }
        build: { dockerfile: Dockerfile, context: ., target: app, args: { VERSION: 1, DEBUG: true }, secrets: "id=npm,src=.npmrc", platform: [linux/amd64], via: auto }
        images:
          api: { build: { project: src/Api, base: mcr.microsoft.com/dotnet/runtime:10.0, args: { A: b } }, component: api }
          web: { build: { files: out, entrypoint: [/hello], platform: linux/amd64 }, image: acme/web, registry: quay.io }
          raw: { source: oci:out, platform: [linux/amd64, linux/arm64], sign: false }
          own: { source: oci:out, sign: { keyless: { signingConfig: signing_config.json, fulcio: "https://fulcio.test", rekor: none, rekorVersion: 2, timestamp: "https://tsa.test/api/v1/timestamp", trustRoot: trusted_root.json, identityToken: "env:TOKEN" } } }
          job: { source: oci:out, sign: { keyless: true } }
        tags:
          semver: { minor: false, suffix: -alpine, when: { branch: main, event: [push, tag], run: tag, environment: live } }
          latest: branch
          sha: [{ length: 12 }, { length: long, prefix: sha- }]
          date: false
          raw: { value: 1.0 }
        ignoreTags: ["20*.*"]
        defaultBranch: main
        labels: { a: 1, b: text, c: true }
        version: { tagPrefix: v, minimumMajorMinor: 2.1, defaultPreReleaseIdentifiers: [alpha, 0], ignoreHeight: true }
        components:
          api: { paths: [src/**] }
          web:
        environments:
          staging:
          live:
            production: true
            requires: staging
            branches: [main]
            rules: { mutable-tag: warn }
            evidence: [signature, provenance: { key: [a.pub, env:KEY], builder: "https://x/*", source: https://x/y, branch: main }, sbom: { issuer: https://x, identityRegex: "a.*" }, signature: true]
          qa: { evidence: signature }
        verify: { keys: a.pub }
        policy:
          profile: digest
          rules: { missing-tag: off }
          exceptions: [{ image: nginx, reason: no other, until: 2027-01-31, rule: mutable-tag }]
        sync:
          from: docker.io
          to: ghcr.io/mirror
          repositories: [acme/tool, { name: nginx, from: quay.io, to: web, tags: { semver: ">=1.25 <2", newest: 5, match: "*-alpine", exclude: ["*-rc*"], age: 90d }, platforms: linux/amd64 }, { name: redis, tags: [latest, { newest: 1 }] }]
        receipts: { attach: never }
        """;

    [Fact]
    public void Every_declared_key_is_read() => Assert.All(Walk(ConfigurationKeys.Root, inner => inner, ""), key =>
    {
        // A list of lists is the value of nothing.
        var exception = Assert.Throws<PlimsollException>(() => ConfigurationFile.Parse("plimsoll.yml", key.Text));

        Assert.DoesNotContain("unknown key", exception.Message, StringComparison.Ordinal);
        Assert.Matches($@"plimsoll\.yml:\d+:\d+: '{Regex.Escape(key.Path)}(\[0\])*' must be ", exception.Message);
    });

    [Fact]
    public void What_is_published_is_written_from_the_declarations()
    {
        var published = Path.Combine(NativeCommand.RepositoryRoot, "docs", "schema", "config.schema.json");
        var written = Path.Combine(AppContext.BaseDirectory, "config.schema.json");
        File.WriteAllText(written, ConfigurationSchema.Write());

        Assert.True(File.Exists(published) && File.ReadAllText(published) == ConfigurationSchema.Write(), $"Keys were changed: review {written}, then move it over {published}.");
    }

    [Fact]
    public async Task What_the_reader_takes_the_schema_takes()
    {
        ConfigurationFile.Parse("plimsoll.yml", Everything);

        Assert.Empty((await SchemaAsync()).Validate(YamlText.ToJson(Everything)));
    }

    [Theory]
    [InlineData("tags: latest")]
    [InlineData("tags: |\n  type=sha\n  type=ref,event=branch")]
    [InlineData("tags: [semver, semver: { suffix: -alpine }, \"type=sha\", { date: yyyyMMdd, calver: YYYY.0M.MICRO }]")]
    [InlineData("tags:")]
    [InlineData("")]
    public async Task Every_form_of_the_tags_is_taken_by_both(string text)
    {
        ConfigurationFile.Parse("plimsoll.yml", text);

        Assert.Empty((await SchemaAsync()).Validate(YamlText.ToJson(text.Length == 0 ? "{}" : text)));
    }

    [Theory]
    [InlineData("imag: a")]
    [InlineData("image: [a]")]
    [InlineData("tags: { lastest: auto }")]
    [InlineData("tags: { latest: sometimes }")]
    [InlineData("tags: { branch: { when: { event: pushed } } }")]
    [InlineData("build: { project: a, target: b }")]
    [InlineData("build: { target: b }")]
    [InlineData("images: { a/b: { source: x } }")]
    [InlineData("environments: { live: { production: maybe } }")]
    [InlineData("policy: { rules: { mutable-tag: fatal } }")]
    [InlineData("policy: { exceptions: [{ image: x }] }")]
    [InlineData("components: { api: { path: x } }")]
    public async Task What_the_reader_refuses_the_schema_refuses(string text)
    {
        Assert.Throws<PlimsollException>(() => ConfigurationFile.Parse("plimsoll.yml", text));

        Assert.NotEmpty((await SchemaAsync()).Validate(YamlText.ToJson(text)));
    }

    private static async Task<JsonSchema> SchemaAsync() => await JsonSchema.FromJsonAsync(ConfigurationSchema.Write());

    /// <summary>Every key with a file in which it has a value that no key has.</summary>
    private static IEnumerable<(string Path, string Text)> Walk(ConfigurationValue value, Func<string, string> around, string path)
    {
        var mappings = value.Variants.Select(keys => (Keys: keys, First: (string?)keys[0].Name));
        if (value.Keys.Count > 0)
            mappings = mappings.Prepend((value.Keys, null));
        foreach (var (keys, first) in mappings)
            foreach (var key in keys)
            {
                var (full, others) = (path.Length == 0 ? key.Name : $"{path}.{key.Name}", first is null || first == key.Name ? "" : $"{first}: x, ");
                yield return (full, around($"{{ {others}{key.Name}: [[]] }}"));
                foreach (var below in Walk(key.Value, inner => around($"{{ {others}{key.Name}: {inner} }}"), full))
                    yield return below;
            }

        if (value.Member is { } member)
        {
            yield return ($"{path}.n", around("{ n: [[]] }"));
            foreach (var below in Walk(member, inner => around($"{{ n: {inner} }}"), $"{path}.n"))
                yield return below;
        }

        if (value.Item is { } item)
            foreach (var below in Walk(item, inner => around($"[{inner}]"), $"{path}[0]"))
                yield return below;
    }
}
