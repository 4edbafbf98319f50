using LibGit2Sharp;
using Plimsoll.Oci;
using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class RepositoryErrorsTests
{
    [Fact]
    public void A_path_that_does_not_exist_is_named()
    {
        using var folder = new TempDirectory();

        Assert.Contains(folder["nowhere"], Reading.Refusal(() => Reading.Read(folder["nowhere"])).Message);
    }

    [Fact]
    public void A_folder_outside_any_repository_is_named()
    {
        using var folder = new TempDirectory();
        var file = folder.Write("deep/file.txt", "");

        var message = Reading.Refusal(() => Reading.Read(file)).Message;

        Assert.Contains($"{folder["deep"]} is not in a git repository", message);
    }

    [Theory]
    [InlineData("refs/tags/v1.0.0", "^", "1377385af9da2c5bzc7f42e33104682be783756a")]
    [InlineData("refs/tags/v1.0.0", "", "not-an-id")]
    [InlineData("refs/heads/other", "", "1377385af9da2c5b")]
    public void A_packed_reference_to_what_is_no_id_is_named(string reference, string peeled, string id)
    {
        using var repository = GitRepository.Released("First", annotated: true);
        var line = peeled.Length > 0 ? $"{repository.Head} {reference}\n{peeled}{id}" : $"{id} {reference}";
        File.WriteAllText(repository[".git/packed-refs"], $"# pack-refs with: peeled fully-peeled sorted \n{line}\n");

        var message = Reading.Refusal(() => repository.Read()).Message;

        Assert.Contains($"packed-refs is corrupt: it leads {reference} to what is not the id of an object", message);
    }

    [Fact]
    public void A_variable_that_names_no_repository_is_named()
    {
        using var folder = new TempDirectory();

        Assert.Contains("GIT_DIR", Reading.Refusal(() => Reading.Read(folder.Path, ("GIT_DIR", folder["gone"]))).Message);
    }

    [Fact]
    public void A_git_file_that_leads_nowhere_names_both_ends()
    {
        using var folder = new TempDirectory();
        var file = folder.Write("app/.git", "gitdir: ../.git/modules/app\n");

        var refusal = Reading.Refusal(() => Reading.Read(folder["app"]));

        Assert.Contains(file, refusal.Message);
        Assert.Contains(folder[".git/modules/app"], refusal.Message);
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("objects")]
    [InlineData("refs")]
    public void An_incomplete_git_folder_is_named(string part)
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        if (part == "HEAD")
            File.Delete(repository[".git/HEAD"]);
        else
            Directory.Delete(repository[$".git/{part}"], recursive: true);

        Assert.Contains($"{repository[".git"]} is not a complete git repository", Reading.Refusal(() => repository.Read()).Message);
    }

    [Fact]
    public void Without_git_a_sha256_repository_is_refused_by_name()
    {
        using var repository = GitRepository.Init("main", "--object-format=sha256");
        repository.Commit();

        var refusal = Reading.Refusal(() => repository.ReadWithoutGitCommand());

        Assert.Contains("its object format is sha256", refusal.Message);
        Assert.Contains("Install git", refusal.Advice);
    }

    [Theory]
    [InlineData("extensions.refStorage", "reftable", "its references are stored as reftable")]
    [InlineData("extensions.fromTheFuture", "yes", "extensions.fromthefuture = yes")]
    [InlineData("core.repositoryFormatVersion", "7", "its format version is 7")]
    public void A_format_of_tomorrow_is_refused_by_name(string key, string value, string expected)
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        repository.Run("config", "core.repositoryFormatVersion", "1");
        File.AppendAllText(repository[".git/config"], $"[{key.Split('.')[0]}]\n\t{key.Split('.')[1]} = {value}\n");

        Assert.Contains(expected, Reading.Refusal(() => repository.Read()).Message);
    }

    [Fact]
    public void A_configuration_that_cannot_be_parsed_is_told_in_gits_words()
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        File.AppendAllText(repository[".git/config"], "[broken\n");

        Assert.Contains("config", Reading.Refusal(() => repository.Read()).Message);
    }

    [Fact]
    public void A_repository_of_another_user_says_how_to_trust_it()
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        var location = RepositoryLocation.Find(repository.Path, _ => null);

        var refusal = Reading.Refusal(() => throw RepositoryErrors.CannotOpen(location, OwnershipFailure(repository)));

        Assert.Contains("dubious ownership", refusal.Message);
        Assert.Contains($"git config --global --add safe.directory {repository.Path}", refusal.Advice);
        Assert.Contains("GitHub Actions", refusal.Advice);
        Assert.Contains("Azure Pipelines", refusal.Advice);
    }

    // Only root can give a file away: for others libgit2's words stand in for its refusal.
    private static LibGit2SharpException OwnershipFailure(GitRepository repository)
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
            return new LibGit2SharpException($"repository path '{repository.Path}' is not owned by current user");

        _ = repository.Read();
        CliWrap.Cli.Wrap("chown").WithArguments(["-R", "54321", repository.Path]).ExecuteAsync().GetAwaiter().GetResult();
        return Assert.IsType<LibGit2SharpException>(Assert.Throws<PlimsollException>(() => repository.Read()).InnerException);
    }
}
