using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests;

/// <summary>Which source of a value counts, where several give one.</summary>
public sealed class PublishRequestBuilderTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_is_given_counts_before_environment_and_configuration()
    {
        const string Yaml = "image: configured\nregistry: configured.example\nsource: dir:configured\ncomponents: { api: { image: component, registry: component.example } }";

        Assert.Equal(("configured", "configured.example", null), Names(Single(Yaml)));
        Assert.Equal(("component", "component.example", null), Names(Single(Yaml, given => given with { Component = "api" })));

        _variables["PLIMSOLL_IMAGE"] = "variable";
        _variables["PLIMSOLL_REGISTRY"] = "variable.example";
        _variables["PLIMSOLL_ENVIRONMENT"] = "staging";
        Assert.Equal(("variable", "variable.example", "staging"), Names(Single(Yaml, given => given with { Component = "api" })));
        Assert.Equal(
            ("given", "given.example", "test"),
            Names(Single(Yaml, given => given with { Component = "api", Images = ["given"], Registry = "given.example", Environment = "test" })));
    }

    [Fact]
    public void The_way_is_that_of_the_environment_unless_one_is_given()
    {
        const string Yaml = "image: app\nsource: dir:out";
        Assert.Equal(PublishVia.Direct, Single(Yaml).Via);

        _variables["PLIMSOLL_VIA"] = "Auto";
        Assert.Equal(PublishVia.Auto, Single(Yaml).Via);
        Assert.Equal(PublishVia.Engine, Single(Yaml, given => given with { Via = PublishVia.Engine }).Via);

        _variables["PLIMSOLL_VIA"] = "carrier pigeon";
        Assert.Contains("'carrier pigeon' is not a valid way to publish", Refuse(Yaml).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_is_that_of_the_environment_unless_one_is_given()
    {
        const string Yaml = "image: app\nsource: dir:out\ncomponents: { api: {}, web: {} }";
        _variables["PLIMSOLL_COMPONENT"] = "api";

        Assert.Equal("api-v", Single(Yaml).Rules.TagPrefix);
        Assert.Equal("web-v", Single(Yaml, given => given with { Component = "web" }).Rules.TagPrefix);
    }

    [Fact]
    public void The_rules_that_a_build_gives_count_before_those_of_the_file()
    {
        var rules = new TagRules().Strategies.Take(1).ToList();

        Assert.Equal(rules, Single("image: app\nsource: dir:out\ntags: [sha, date]", given => given with { Strategies = rules }).Rules.Strategies);
    }

    [Fact]
    public void All_configured_images_are_meant_unless_some_are_named()
    {
        const string Yaml = "images:\n  api: { source: 'dir:api', registry: 'r.example' }\n  web: { source: 'dir:web', image: 'acme/web' }";

        Assert.Equal([("api", "api", "r.example"), ("web", "acme/web", null)], Build(Yaml).Requests.Select(request => (request.Name, request.Image, request.Registry)));
        Assert.Equal(["web"], Build(Yaml, given => given with { Images = ["web"] }).Requests.Select(request => request.Name));
        _variables["PLIMSOLL_IMAGE"] = "api";
        Assert.Equal(["api"], Build(Yaml).Requests.Select(request => request.Name));
    }

    [Fact]
    public void An_image_with_a_source_is_the_only_one_although_others_are_configured()
    {
        var batch = Build("images: { api: { source: 'dir:api' } }", given => given with { Source = ImageLocation.ForFiles(_directory.Path), Images = ["tool"] });

        Assert.Equal((null, "tool"), batch.Requests.Select(request => (request.Name, request.Image)).Single());
    }

    [Fact]
    public void Each_platform_is_an_image_of_its_own_by_digest()
    {
        var batch = Build("image: app\nsource: dir:out", given => given with { ByDigest = true, Platforms = [Platform.Parse("linux/amd64"), Platform.Parse("linux/arm64")] });

        Assert.Equal(["app linux/amd64", "app linux/arm64"], batch.Requests.Select(request => request.Name));
        Assert.All(batch.Requests, request => Assert.True(request.ByDigest));
    }

    [Fact]
    public void Advice_names_a_setting_as_the_front_end_does()
    {
        Assert.Contains("('source')", Refuse("image: app").Advice, StringComparison.Ordinal);
        Assert.Contains("(--source)", Refuse("image: app", given => given with { SettingName = setting => $"--{setting}" }).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void The_registry_is_the_one_that_is_published_to()
    {
        var batch = Build("image: app\nregistry: r.example\nsource: other.example/app:1");

        Assert.Equal(("r.example", "other.example"), (batch.Registry, batch.SourceRegistry));
        Assert.Equal("other.example", Build("image: app\nsource: other.example/app:1").Registry);
    }

    private static (string Image, string? Registry, string? Environment) Names(PublishRequest request) => (request.Image, request.Registry, request.Environment);

    private PlimsollException Refuse(string yaml, Func<PublishSettings, PublishSettings>? change = null) => Assert.Throws<PlimsollException>(() => Build(yaml, change));

    private PublishRequest Single(string yaml, Func<PublishSettings, PublishSettings>? change = null) => Assert.Single(Build(yaml, change).Requests);

    private PublishBatch Build(string yaml, Func<PublishSettings, PublishSettings>? change = null)
    {
        var given = new PublishSettings { Directory = _directory.Path };
        return new PublishRequestBuilder(change?.Invoke(given) ?? given, _variables.GetValueOrDefault, ConfigurationFile.Parse(_directory["plimsoll.yml"], yaml)).Build();
    }
}
