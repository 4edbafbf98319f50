using Plimsoll.Build.Git;

namespace Plimsoll.Build.Tests.Git;

public class GitUrlTests
{
    [Theory]
    [InlineData("https://github.com/acme/app.git", GitProtocol.Https, "github.com", "acme/app")]
    [InlineData("https://github.com/acme/app/", GitProtocol.Https, "github.com", "acme/app")]
    [InlineData("https://user:secret@git.example.com:8443/group/sub/app", GitProtocol.Https, "git.example.com", "group/sub/app", 8443)]
    [InlineData("https://acme@dev.azure.com/acme/My%20Project/_git/app", GitProtocol.Https, "dev.azure.com", "acme/My Project/_git/app")]
    [InlineData("git@github.com:acme/app.git", GitProtocol.Ssh, "github.com", "acme/app")]
    [InlineData("github.com:acme/app", GitProtocol.Ssh, "github.com", "acme/app")]
    [InlineData("ssh://git@git.example.com:2222/acme/app.git", GitProtocol.Ssh, "git.example.com", "acme/app")]
    [InlineData(" git://example.com/app.git ", GitProtocol.Ssh, "example.com", "app")]
    public void Urls_and_the_short_form_are_read(string text, GitProtocol protocol, string endpoint, string identifier, int? port = null)
    {
        Assert.True(GitUrl.TryParse(text, out var url));
        Assert.Equal(new GitUrl(protocol, endpoint, identifier, port), url);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/srv/git/app.git")]
    [InlineData("../app")]
    [InlineData("C:\\git\\app")]
    [InlineData("C:/git/app")]
    [InlineData("file:///srv/git/app.git")]
    [InlineData("https://github.com")]
    [InlineData("https://")]
    public void What_names_no_host_and_path_is_none(string text) => Assert.False(GitUrl.TryParse(text, out _));
}
