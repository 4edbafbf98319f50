using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Environments;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests;

/// <summary>Which image is meant by what somebody asks to promote or to roll back, and where it comes to.</summary>
public sealed class EnvironmentRequestBuilderTests : IDisposable
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private readonly TempDirectory _directory = new();
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("2.1.0", "r.example/acme/app:2.1.0")]
    [InlineData("2.1.0@" + Digest, "r.example/acme/app:2.1.0@" + Digest)]
    [InlineData(Digest, "r.example/acme/app@" + Digest)]
    [InlineData("acme/app:2.1.0", "r.example/acme/app:2.1.0")]
    [InlineData("acme/app@" + Digest, "r.example/acme/app@" + Digest)]
    [InlineData("acme/other:2.1.0", "r.example/acme/other:2.1.0")]
    [InlineData(null, "r.example/acme/app:2.1.0")]
    public void A_tag_a_digest_and_a_name_are_of_the_configured_registry(string? source, string expected)
    {
        var request = Promotion("image: acme/app\nregistry: r.example", given => given with { Source = source });

        Assert.Equal(expected, $"{request.Source}");
        Assert.Equal(expected.Split('@')[0].Replace(":2.1.0", "", StringComparison.Ordinal), $"{request.Destination}");
    }

    [Theory]
    [InlineData("q.example/acme/app:2.1.0", "q.example/acme/app:2.1.0")]
    [InlineData("localhost:5000/acme/app:2.1.0", "localhost:5000/acme/app:2.1.0")]
    [InlineData("docker://acme/app:2.1.0", "docker.io/acme/app:2.1.0")]
    public void A_whole_reference_is_what_it_says_and_stays_where_it_is(string source, string expected)
    {
        var request = Promotion("image: acme/app\nregistry: r.example", given => given with { Source = source });

        Assert.Equal((expected, null), ($"{request.Source}", request.Destination));
    }

    [Fact]
    public void Without_a_configured_registry_a_name_is_Docker_Hubs()
    {
        Assert.Equal("docker.io/acme/app:2.1.0", $"{Promotion("", given => given with { Source = "acme/app:2.1.0" }).Source}");

        _variables["PLIMSOLL_REGISTRY"] = "v.example";
        Assert.Equal("v.example/acme/app:2.1.0", $"{Promotion("registry: r.example", given => given with { Source = "acme/app:2.1.0" }).Source}");
    }

    [Theory]
    [InlineData("q.example/acme/app:2.1.0", "p.example/live", null, "p.example/live/acme/app")]
    [InlineData("q.example/acme/app:2.1.0", null, "live/app", "q.example/live/app")]
    [InlineData("q.example/acme/app:2.1.0", "p.example/live", "app", "p.example/live/app")]
    [InlineData("2.1.0", "p.example/live", null, "p.example/live/acme/app")]
    [InlineData("acme/app:2.1.0", null, "live/app", "r.example/live/app")]
    public void The_registry_and_the_name_that_are_given_are_those_it_comes_to(string source, string? registry, string? image, string expected)
    {
        var request = Promotion("image: acme/app\nregistry: r.example", given => given with { Source = source, Registry = registry, DestinationImage = image });

        Assert.Equal(expected, $"{request.Destination}");
        Assert.Equal(source.StartsWith("q.example", StringComparison.Ordinal) ? source : "r.example/acme/app:2.1.0", $"{request.Source}");
    }

    [Fact]
    public void Where_nothing_else_names_a_registry_the_given_one_is_the_images_own()
    {
        var request = Promotion("", given => given with { Source = "2.1.0", Image = "app", Registry = "p.example/live" });

        Assert.Equal(("p.example/live/app:2.1.0", "p.example/live/app"), ($"{request.Source}", $"{request.Destination}"));
    }

    [Theory]
    [InlineData("api:2.1.0", "r.example/shop/api:2.1.0")]
    [InlineData("api@" + Digest, "r.example/shop/api@" + Digest)]
    [InlineData("shop/api:2.1.0", "r.example/shop/api:2.1.0")]
    [InlineData("web:2.1.0", "w.example/web:2.1.0")]
    [InlineData("tool:1.0.0", "r.example/tools/tool:1.0.0")]
    [InlineData("api", "r.example/shop/api:2.1.0")]
    [InlineData("tool", "r.example/tools/tool:0.3.0")]
    public void An_image_is_named_as_plimsoll_yml_names_it(string source, string expected)
    {
        const string Yaml = """
            registry: r.example
            images:
              api: { image: shop/api, source: "dir:api" }
              web: { registry: w.example, source: "dir:web" }
            components:
              tool: { image: tools/tool }
            """;

        Assert.Equal(expected, $"{Promotion(Yaml, given => given with { Source = source }).Source}");
    }

    [Fact]
    public void A_tag_is_of_the_image_or_component_that_is_given()
    {
        const string Yaml = "registry: r.example\nimage: app\ncomponents: { api: { image: shop/api }, web: {} }";

        Assert.Equal("r.example/other:2.1.0", $"{Promotion(Yaml, given => given with { Source = "2.1.0", Image = "other" }).Source}");
        Assert.Equal("r.example/shop/api:2.1.0", $"{Promotion(Yaml, given => given with { Source = "2.1.0", Component = "api" }).Source}");
        Assert.Equal("r.example/app:2.1.0", $"{Promotion(Yaml, given => given with { Source = "2.1.0", Component = "web" }).Source}");
        _variables["PLIMSOLL_IMAGE"] = "variable";
        Assert.Equal("r.example/variable:2.1.0", $"{Promotion(Yaml, given => given with { Source = "2.1.0" }).Source}");
    }

    [Fact]
    public void A_layout_has_tags_alone()
    {
        Assert.Equal($"oci:{Path.Combine(_directory.Path, "artifacts", "images", "app")}:2.1.0", $"{Promotion("image: app", given => given with { Source = "2.1.0" }).Source}");
        Assert.Contains("must be promoted by its tag", Refuse("image: app", given => given with { Source = Digest }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Contains("no release tag at HEAD", Refuse("image: app", given => given, tags: []).Message, StringComparison.Ordinal);
        Assert.Contains("No image name was specified", Refuse("", given => given with { Source = "2.1.0" }).Message, StringComparison.Ordinal);
        Assert.Contains("No environment to promote to was specified", Refuse("image: app", given => given with { Environment = null }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_rolled_back_is_named_in_the_same_way()
    {
        const string Yaml = "registry: r.example\nimages: { api: { image: shop/api, source: \"dir:api\" }, web: { source: \"dir:web\" } }";

        Assert.Equal("r.example/shop/api", $"{Rollback(Yaml, given => given with { Image = "api" }).Destination}");
        Assert.Equal("q.example/shop/api", $"{Rollback(Yaml, given => given with { Image = "shop/api", Registry = "q.example" }).Destination}");
        Assert.Equal("r.example/app", $"{Rollback("registry: r.example\nimage: app", given => given).Destination}");
    }

    private PromotionRequest Promotion(string yaml, Func<EnvironmentSettings, EnvironmentSettings> change, params string[] tags) =>
        Builder(yaml, change, tags is [] ? ["v2.1.0", "v2.0.0", "tool-v0.3.0"] : tags).BuildPromotion().Single();

    private RollbackRequest Rollback(string yaml, Func<EnvironmentSettings, EnvironmentSettings> change) => Builder(yaml, change, []).BuildRollback();

    private PlimsollException Refuse(string yaml, Func<EnvironmentSettings, EnvironmentSettings> change, string[]? tags = null)
    {
        var exception = Assert.Throws<PlimsollException>(() => Builder(yaml, change, tags ?? ["v2.1.0"]).BuildPromotion());
        Assert.Equal(ErrorKind.Usage, exception.Kind);
        return exception;
    }

    private EnvironmentRequestBuilder Builder(string yaml, Func<EnvironmentSettings, EnvironmentSettings> change, string[] tags) => new(
        change(new EnvironmentSettings { Directory = _directory.Path, Environment = "qa" }),
        name => _variables.GetValueOrDefault(name),
        ConfigurationFile.Parse(Path.Combine(_directory.Path, "plimsoll.yml"), yaml),
        () => Contexts.Repository() with { TagsAtHead = tags });
}
