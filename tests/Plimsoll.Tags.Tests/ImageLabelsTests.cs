using Plimsoll.Tags.Context;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests;

public class ImageLabelsTests
{
    [Fact]
    public void A_merge_that_the_host_made_is_named_beside_the_pull_requests_commit()
    {
        var head = new string('f', 40);
        var host = new HostContext { Host = "GitHub Actions", Event = BuildEvent.PullRequest, PullRequest = "12", CommitId = Contexts.CommitId, PullRequestHeadId = head, IsPullRequestMerge = true };

        var labels = Labels(Contexts.Repository(), host);

        Assert.Equal((head, Contexts.CommitId), (labels[ImageLabels.Revision], labels[ImageLabels.MergeRevision]));
    }

    [Fact]
    public void Without_a_merge_there_is_the_revision_alone()
    {
        var labels = Labels(Contexts.Repository());

        Assert.Equal(Contexts.CommitId, labels[ImageLabels.Revision]);
        Assert.False(labels.ContainsKey(ImageLabels.MergeRevision));
    }

    [Theory]
    [InlineData("git@github.com:acme/app.git", "app", "https://github.com/acme/app")]
    [InlineData("https://github.com/acme/app.git/", "app", "https://github.com/acme/app")]
    [InlineData("https://dev.azure.com/acme/project/_git/app", "app", "https://dev.azure.com/acme/project/_git/app")]
    [InlineData("https://git.example.com/", null, "https://git.example.com")]
    [InlineData("file:///srv/git/app.git", null, null)]
    public void Title_and_url_come_from_the_remote(string remote, string? title, string? url)
    {
        var labels = Labels(Contexts.Repository() with { RemoteUrl = remote });

        Assert.Equal((title, url, url), (labels.GetValueOrDefault(ImageLabels.Title), labels.GetValueOrDefault(ImageLabels.Url), labels.GetValueOrDefault(ImageLabels.Source)));
    }

    private static IReadOnlyDictionary<string, string> Labels(RepositoryState repository, HostContext? host = null) =>
        TagEngine.Derive(Contexts.Build(repository, host: host), new TagRules(), new KnownTags([])).Labels;
}
