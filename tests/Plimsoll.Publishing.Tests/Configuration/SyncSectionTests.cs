using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Configuration;

public class SyncSectionTests
{
    [Fact]
    public void Repositories_have_rules_and_names()
    {
        var repositories = ConfigurationFile.Parse("plimsoll.yml", """
            sync:
              from: docker.io
              to: registry.example/mirror
              repositories:
                - name: library/nginx
                  tags: { semver: ">=1.25 <2", newest: 5, match: "*-alpine", exclude: ["*-rc*"], age: 180d }
                  platforms: [linux/amd64, linux/arm64]
                - library/redis
                - name: prometheus/node-exporter
                  from: quay.io
                  to: node-exporter
                  tags: [latest, { semver: ^1.8 }]
            """).Sync;

        Assert.Equal(["docker.io/library/nginx", "docker.io/library/redis", "quay.io/prometheus/node-exporter"], repositories.Select(repository => repository.From.ToString()));
        Assert.Equal(["registry.example/mirror/library/nginx", "registry.example/mirror/library/redis", "registry.example/mirror/node-exporter"], repositories.Select(repository => repository.To.ToString()));
        var rule = Assert.Single(repositories[0].Tags);
        Assert.Equal((">=1.25 <2", 5, TimeSpan.FromDays(180)), (rule.Versions!.ToString(), rule.Newest, rule.Age!.Value));
        Assert.Equal(["*-alpine"], rule.Match);
        Assert.Equal(["*-rc*"], rule.Exclude);
        Assert.Equal([Platform.Parse("linux/amd64"), Platform.Parse("linux/arm64")], repositories[0].Platforms);
        Assert.Empty(repositories[1].Tags);
        Assert.Equal(["latest"], repositories[2].Tags[0].Match);
        Assert.Equal("^1.8", repositories[2].Tags[1].Versions!.ToString());
    }

    [Fact]
    public void Without_a_source_names_are_complete_and_layouts_are_below_a_folder()
    {
        using var folder = new TempDirectory();
        File.WriteAllText(folder["mirror.yml"], "to: oci:mirror\nrepositories: [quay.io/acme/app, acme/tool]\n");

        var repositories = ConfigurationFile.LoadSync(folder["mirror.yml"]);

        Assert.Equal(["quay.io/acme/app", "docker.io/acme/tool"], repositories.Select(repository => repository.From.ToString()));
        Assert.Equal([folder["mirror/acme/app"], folder["mirror/acme/tool"]], repositories.Select(repository => repository.To.Path));
    }

    [Theory]
    [InlineData("sync: { repositories: [a/b] }", "plimsoll.yml:1:7: 'sync.to' is missing")]
    [InlineData("sync: { to: r.example }", "'repositories' is missing")]
    [InlineData("sync: { to: r.example, repositories: a/b }", "it must be a list")]
    [InlineData("sync: { to: r.example, repositories: [{ tags: { newest: 1 } }] }", "'sync.repositories[0].name' is missing")]
    [InlineData("sync: { to: r.example, repositories: [{ name: 'a/b:1' }] }", "'a/b:1' is an image, not a repository")]
    [InlineData("sync: { to: r.example, repositories: [{ name: a/b, tags: { semver: latest } }] }", "'latest' is not a version range: 'latest' is not a comparator")]
    [InlineData("sync: { to: r.example, repositories: [{ name: a/b, tags: { newest: none } }] }", "must be a number from 1, not 'none'")]
    [InlineData("sync: { to: r.example, repositories: [{ name: a/b, tags: { age: 3 months } }] }", "such as 12h, 90d or 8w")]
    [InlineData("sync: { to: r.example, repositories: [{ name: a/b, tags: { sember: '1' } }] }", "unknown key 'sync.repositories[0].tags.sember'")]
    [InlineData("sync: { to: r.example, repositories: [{ name: a/b, platforms: amd64 }] }", "'amd64' is not a platform")]
    public void A_mistake_is_reported_at_its_place(string text, string expected)
    {
        var exception = Assert.Throws<PlimsollException>(() => ConfigurationFile.Parse("plimsoll.yml", text));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }
}
