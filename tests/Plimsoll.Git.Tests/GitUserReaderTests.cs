using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public sealed class GitUserReaderTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly Dictionary<string, string> _environment = new() { ["PATH"] = Environment.GetEnvironmentVariable("PATH")!, ["GIT_CONFIG_NOSYSTEM"] = "1" };

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("Ada Author", "ada@example.com", "Ada Author <ada@example.com>")]
    [InlineData("Ada Author", null, "Ada Author")]
    [InlineData(null, "ada@example.com", "ada@example.com")]
    [InlineData(null, null, null)]
    [InlineData("  ", null, null)]
    public async Task It_is_what_the_repository_configures(string? name, string? email, string? expected)
    {
        Configure(name, email);

        Assert.Equal(expected, await ReadAsync());
    }

    [Fact]
    public async Task The_configuration_of_the_user_counts_where_the_repository_has_none()
    {
        _environment["HOME"] = _repository.Path;
        _repository.Write(".gitconfig", "[include]\n\tpath = mine\n[user]\n\tname = Global\n");
        _repository.Write("mine", "[user]\n\temail = global@example.com\n");
        Assert.Equal("Global <global@example.com>", await ReadAsync());

        Configure("Local", null);
        Assert.Equal("Local <global@example.com>", await ReadAsync());
    }

    [Fact]
    public async Task Without_the_git_command_nobody_is_known()
    {
        Configure("Ada Author", null);
        _environment["PATH"] = "";

        Assert.Null(await ReadAsync());
    }

    private void Configure(string? name, string? email)
    {
        if (name is not null)
            _repository.Run("config", "user.name", name);
        if (email is not null)
            _repository.Run("config", "user.email", email);
    }

    private Task<string?> ReadAsync() => new GitUserReader(_environment.GetValueOrDefault).ReadAsync(_repository.Path, CancellationToken.None);
}
