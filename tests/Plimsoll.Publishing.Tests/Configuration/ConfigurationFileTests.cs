using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Gates;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags.Strategies;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Configuration;

public class ConfigurationFileTests
{
    [Fact]
    public void Everything_that_can_be_said_is_read()
    {
        var configuration = ConfigurationFile.Parse("plimsoll.yml", """
            image: acme/app
            registry: ghcr.io
            source: files:out
            tags:
              latest: branch
              sha: { prefix: sha- }
            environments:
              live: { production: true, paths: ["deploy/live/**"], requires: staging, evidence: [signature] }
              prod: { production: false }
              Staging: {}
            verify: { keys: cosign.pub }
            policy:
              profile: floating
              unresolved: fail
              mutableTags: ["*-snapshot"]
              immutableTags: build-*
            receipts:
              attach: always
            """);

        Assert.Equal(("acme/app", "ghcr.io", "files:out"), (configuration.Image, configuration.Registry, configuration.Source));
        Assert.Equal(LatestMode.Branch, Assert.Single(configuration.Tags.Strategies.OfType<LatestStrategy>()).Mode);
        Assert.Equal("sha-", Assert.Single(configuration.Tags.Strategies.OfType<GitShaStrategy>()).Prefix);
        Assert.True(configuration.IsProduction("live"));
        Assert.False(configuration.IsProduction("prod"));
        Assert.Equal(["deploy/live/**"], configuration.Environments["live"].Paths);
        Assert.Equal(("floating", "fail"), (configuration.Policy.Profile, configuration.Policy.Unresolved));
        Assert.Equal(["build-*"], configuration.Policy.ImmutableTags);
        Assert.Equal(AttachReceipts.Always, configuration.AttachReceipts);
        Assert.Equal(["Staging"], configuration.Environments["live"].Requires);
        Assert.Equal(["cosign.pub"], Assert.Single(configuration.Environments["live"].Evidence).Keys);
        Assert.Equal(["cosign.pub"], configuration.VerificationKeys);
        Assert.True(configuration.ToImagePolicy().Environments.Single(environment => environment.Name == "live").RequiresEvidence);
    }

    [Fact]
    public void Gates_are_a_command_a_mapping_or_a_list_of_both_and_an_image_has_its_own()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath("plimsoll.yml"))!;
        var configuration = ConfigurationFile.Parse("plimsoll.yml", """
            gate:
              - trivy image --input {layout}
              - { run: "grype oci-dir:{layout}", timeout: 90s, report: out/grype.json }
            images:
              api: { source: "files:out" }
              web: { source: "files:out", gate: ./test.sh }
              none: { source: "files:out", gate: [] }
            """);

        Assert.Equal(
            [
                new ImageGate("trivy image --input {layout}") { Directory = folder },
                new ImageGate("grype oci-dir:{layout}") { Directory = folder, Timeout = TimeSpan.FromSeconds(90), Report = Path.Combine(folder, "out", "grype.json") },
            ],
            configuration.Gates);
        Assert.Equal([null, 1, 0], configuration.Images.Select(image => image.Gates?.Count));
        Assert.Equal(ImageGate.DefaultTimeout, configuration.Gates[0].Timeout);
    }

    [Theory]
    [InlineData("production", true)]
    [InlineData("prod", true)]
    [InlineData("Production", true)]
    [InlineData("staging", false)]
    [InlineData(null, false)]
    public void Without_a_file_production_is_told_by_its_name(string? environment, bool expected) =>
        Assert.Equal(expected, PlimsollConfiguration.Default.IsProduction(environment));

    [Theory]
    [InlineData("imag: app", "plimsoll.yml:1:1: unknown key 'imag'", "'image'")]
    [InlineData("tags:\n  latest: sometimes", "plimsoll.yml:2:11: 'tags.latest' must be one of auto, branch, never, not 'sometimes'", null)]
    [InlineData("tags:\n  lastest: auto", "plimsoll.yml:2:3: unknown key 'tags.lastest'", "'latest'")]
    [InlineData("receipts:\n  attach: sometimes", "plimsoll.yml:2:11: 'receipts.attach' must be one of environments, always, never, not 'sometimes'", null)]
    [InlineData("- a", "plimsoll.yml:1:1: the file must be a mapping", null)]
    [InlineData("image: [a]", "plimsoll.yml:1:8: 'image' must be a string", null)]
    [InlineData("image: 'a", "plimsoll.yml:1:", null)]
    [InlineData("environments:\n  staging: {}\n  live: { requires: stagingg }", "plimsoll.yml:3:21: 'environments.live.requires' lists 'stagingg', which is not an environment", "Did you mean 'staging'?")]
    [InlineData("environments:\n  live: { requires: [live] }", "plimsoll.yml:2:21: 'environments.live.requires' lists the environment itself", null)]
    [InlineData("environments:\n  live: {}\n  Live: {}", "plimsoll.yml:3:9: 'live' and 'Live' under environments: differ in case only", null)]
    [InlineData("environments:\n  live: {}\ntags:\n  sha: { when: { environment: lvie } }", "plimsoll.yml:4:3: a rule under 'tags' applies only to environment 'lvie', which is not listed under 'environments'", "Did you mean 'live'?")]
    [InlineData("environments:\n  production: {}\n  dev: {}\ntags:\n  sha: { when: { environment: prod } }", "plimsoll.yml:5:3: a rule under 'tags' applies only to environment 'prod'", "Did you mean 'production'?")]
    [InlineData("environments:\n  prod-eu: {}\n  prod-us: {}\ntags:\n  sha: { when: { environment: prod } }", "plimsoll.yml:5:3: a rule under 'tags' applies only to environment 'prod'", "Known: prod-eu, prod-us.")]
    [InlineData("environments:\n  live: { production: maybe }", "plimsoll.yml:2:23: 'environments.live.production' must be true or false", null)]
    [InlineData("gate: \"scan 'it\"", "plimsoll.yml:1:7: The gate has a quote that is not closed", null)]
    [InlineData("gate:\n  - { run: scan, timeout: 5 }", "plimsoll.yml:2:27: 'gate[0].timeout': '5' is not a time", null)]
    [InlineData("gate: { runs: scan }", "plimsoll.yml:1:9: unknown key 'gate.runs'", "'run'")]
    [InlineData("images: { api: { source: 'files:out', gate: { report: a.json } } }", "plimsoll.yml:1:45: 'images.api.gate.run' is missing", null)]
    [InlineData("policy:\n  requires: [signature]", "plimsoll.yml:2:3: 'policy.requires' is now the evidence of an environment", "environments: { production: { evidence: [signature, provenance] } }")]
    public void A_mistake_is_named_with_line_and_column(string text, string message, string? advice)
    {
        var exception = Assert.Throws<PlimsollException>(() => ConfigurationFile.Parse("plimsoll.yml", text));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.StartsWith(message, exception.Message);
        if (advice is not null)
            Assert.Contains(advice, exception.Advice);
    }

    [Fact]
    public void Every_mistake_of_a_file_is_a_line_with_its_place_and_the_nearest_key()
    {
        var exception = Assert.Throws<PlimsollException>(() => ConfigurationFile.Parse("plimsoll.yml", """
            imag: acme/app
            defaultBranch: [main]
            tags:
              lastest: auto
              sha: { length: 3, prefx: sha- }
            build: { dockerfil: Dockerfile }
            version: { autoIncrement: build, minimumMajorMinor: x }
            environments:
              live: { prodution: true, requires: [stagin] }
              staging: {}
            policy:
              profile: floatin
              exceptions: [{ image: x, raeson: y, until: soon }]
            components:
              a b: { paths: { x: y } }
            images:
              api: { buidl: { files: out }, platform: linux }
              web: source
            """));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Null(exception.Advice);
        Assert.Equal("""
            plimsoll.yml:1:1: unknown key 'imag'. Did you mean 'image'?
            plimsoll.yml:2:16: 'defaultBranch' must be a string.
            plimsoll.yml:4:3: unknown key 'tags.lastest'. Did you mean 'latest'?
            plimsoll.yml:5:18: 'tags.sha.length' must be short, long or a number from 7 to 64, not '3'.
            plimsoll.yml:5:21: unknown key 'tags.sha.prefx'. Did you mean 'prefix'?
            plimsoll.yml:6:10: unknown key 'build.dockerfil'. Did you mean 'dockerfile'?
            plimsoll.yml:7:27: 'version.autoIncrement': 'build' is not valid: use major, minor or patch.
            plimsoll.yml:7:53: 'version.minimumMajorMinor': 'x' is not valid: use the form 2.1.
            plimsoll.yml:9:11: unknown key 'environments.live.prodution'. Did you mean 'production'?
            plimsoll.yml:9:38: 'environments.live.requires' lists 'stagin', which is not an environment. Did you mean 'staging'?
            plimsoll.yml:12:12: 'policy.profile' must be one of tag, floating, digest, not 'floatin'. Did you mean 'floating'?
            plimsoll.yml:13:28: unknown key 'policy.exceptions[0].raeson'. Did you mean 'reason'?
            plimsoll.yml:13:46: 'policy.exceptions[0].until': 'soon' is not a date such as 2027-01-31.
            plimsoll.yml:15:3: 'a b' under components: is not a valid component name. Use letters, digits, '.', '_' and '-'.
            plimsoll.yml:15:17: 'components.a b.paths' must be a list of strings.
            plimsoll.yml:17:10: unknown key 'images.api.buidl'. Did you mean 'build'?
            plimsoll.yml:17:43: 'images.api.platform': 'linux' is not a platform such as linux/amd64.
            plimsoll.yml:18:8: 'images.web' must be a mapping of names to values.
            """, exception.Message);
    }

    [Fact]
    public void Of_very_many_mistakes_the_first_are_shown()
    {
        var exception = Assert.Throws<PlimsollException>(() => ConfigurationFile.Parse("plimsoll.yml", string.Concat(Enumerable.Range(1, 1_000).Select(i => $"x{i}: 1\n"))));

        Assert.StartsWith("plimsoll.yml:1:1: unknown key 'x1'.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("\nplimsoll.yml:20:1: unknown key 'x20'.", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("\n… and 980 more.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_found_from_a_folder_below_but_not_beyond_the_repository()
    {
        using var folder = new TempDirectory();
        folder.Write("plimsoll.yml", "image: outer");
        folder.Write("repository/.git/HEAD", "");
        var below = Directory.CreateDirectory(folder["repository/src/deep"]).FullName;

        Assert.Null(ConfigurationFile.Load(below).File);

        folder.Write("repository/plimsoll.yaml", "image: inner");
        Assert.Equal("inner", ConfigurationFile.Load(below).Image);
    }

    [Fact]
    public void Nesting_without_end_is_an_error_and_not_the_end_of_the_process() =>
        Assert.Contains("nested deeper", Assert.Throws<PlimsollException>(() => ConfigurationFile.Parse("plimsoll.yml", new string('[', 200_000))).Message);

    [Fact]
    public void Without_a_repository_nothing_above_is_searched()
    {
        using var folder = new TempDirectory();
        folder.Write("plimsoll.yml", "image: of-somebody-else");
        var below = Directory.CreateDirectory(folder["work"]).FullName;

        Assert.Null(ConfigurationFile.Load(below).File);
    }

    [Fact]
    public void Paths_of_another_environment_leave_the_defaults_of_production_in_place()
    {
        var policy = ConfigurationFile.Parse("plimsoll.yml", "environments: { staging: { paths: ['deploy/staging/**'] } }").ToImagePolicy();

        Assert.Contains(policy.Environments, environment => environment.IsProduction && environment.Paths.Contains("**/prod/**"));
    }

    [Theory]
    [InlineData(",")]
    [InlineData("")]
    public void A_list_of_strategies_without_a_name_is_a_mistake(string words) =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => StrategyList.Parse([words])).Kind);

    [Fact]
    public void What_is_not_YAML_is_one_sentence_with_its_place() =>
        Assert.Matches(@"^plimsoll\.yml:1:4: this is not valid YAML: [^.]+\.$", Assert.Throws<PlimsollException>(() => ConfigurationFile.Parse("plimsoll.yml", "&a ? *a : 1\n")).Message);

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("tags:\n")]
    public void A_file_may_be_empty(string text) => Assert.Null(ConfigurationFile.Parse("plimsoll.yml", text).Image);
}
