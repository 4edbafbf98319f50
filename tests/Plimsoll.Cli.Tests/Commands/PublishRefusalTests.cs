using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class PublishRefusalTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public PublishRefusalTests()
    {
        _repository.Write("out/app", "program");
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("oci:nowhere")]
    [InlineData("files:nowhere")]
    [InlineData("oci-archive:nowhere.tar")]
    [InlineData("docker-archive:nowhere.tar")]
    [InlineData("./nowhere")]
    public async Task A_source_that_does_not_exist_is_not_found(string source)
    {
        var error = await _world.FailAsync(ExitCode.NotFound, "publish", source, "--image", "app");

        Assert.Contains("nowhere", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_repository["artifacts"]));
    }

    [Fact]
    public async Task A_layout_with_a_truncated_blob_cannot_be_used()
    {
        await _world.SucceedAsync("publish", "files:out", "--image", "oci:whole");
        var blob = new DirectoryInfo(_repository["whole/blobs/sha256"]).GetFiles().First(IsLayer);
        using (var file = blob.Open(FileMode.Open))
            file.SetLength(file.Length - 1);

        var error = await _world.FailAsync(ExitCode.Usage, "publish", "oci:whole:2.1.0", "--image", "app");

        Assert.Contains(blob.Name, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layout_with_a_missing_blob_is_named()
    {
        await _world.SucceedAsync("publish", "files:out", "--image", "oci:whole");
        var blob = new DirectoryInfo(_repository["whole/blobs/sha256"]).GetFiles().First(IsLayer);
        blob.Delete();

        var result = await _world.RunAsync("publish", "oci:whole:2.1.0", "--image", "app");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(blob.Name, result.Error, StringComparison.Ordinal);
        Assert.Contains("is missing", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_archive_cannot_be_used() =>
        Assert.Contains("app.txt", await _world.FailAsync(ExitCode.Usage, "publish", "app.txt", "--image", "app"), StringComparison.Ordinal);

    [Fact]
    public async Task Without_a_source_there_is_nothing_to_publish() =>
        Assert.Contains("Specify the image to publish (SOURCE)", await _world.FailAsync(ExitCode.Usage, "publish", "--image", "app"), StringComparison.Ordinal);

    [Fact]
    public async Task Without_a_name_nothing_can_be_published() =>
        Assert.Contains("--image", await _world.FailAsync(ExitCode.Usage, "publish", "files:out"), StringComparison.Ordinal);

    [Theory]
    [InlineData("app:1.0")]
    [InlineData("ghcr.io/acme/app:1.0")]
    [InlineData("App")]
    [InlineData("../app")]
    public async Task A_name_with_a_tag_or_a_malformed_one_is_refused(string image)
    {
        var error = await _world.FailAsync(ExitCode.Usage, "publish", "files:out", "--image", image);

        Assert.Contains(image, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_engine_publishes_to_registries_only() =>
        Assert.Contains("--registry", await _world.FailAsync(ExitCode.Usage, "publish", "files:out", "--image", "app", "--via", "engine"), StringComparison.Ordinal);

    [Theory]
    [InlineData("enigne")]
    [InlineData("1")]
    [InlineData("direct,engine")]
    public async Task A_way_that_the_environment_misspells_is_refused(string way)
    {
        _world.Environment["PLIMSOLL_VIA"] = way;

        Assert.Contains($"'{way}' is not a valid way to publish", await _world.FailAsync(ExitCode.Usage, "publish", "files:out", "--image", "app"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_other_files_is_not_overwritten()
    {
        _repository.Write("artifacts/images/app/precious", "1");

        var error = await _world.FailAsync(ExitCode.Usage, "publish", "files:out", "--image", "app");

        Assert.Contains("it contains other files", error, StringComparison.Ordinal);
        Assert.Equal("1", await File.ReadAllTextAsync(_repository["artifacts/images/app/precious"]));
    }

    [Fact]
    public async Task A_release_of_a_changed_working_tree_is_refused_and_marked_where_allowed()
    {
        _repository.Write("app.txt", "changed");

        await _world.FailAsync(ExitCode.Usage, "publish", "files:out", "--image", "app");
        var result = await _world.SucceedAsync("publish", "files:out", "--image", "app", "--allow-dirty", "--output", "json");

        Assert.Contains("\"dirty\": true", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("normal", false)]
    [InlineData("debug", false)]
    [InlineData("debug", true)]
    public async Task A_wrong_password_is_told_apart_and_printed_nowhere(string verbosity, bool withStackTrace)
    {
        _world.Environment["PLIMSOLL_TRACE"] = withStackTrace ? "1" : "";
        await using var registry = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        _world.Environment["PLIMSOLL_REGISTRY_USERNAME"] = RegistryServerOptions.Username;
        _world.Environment["PLIMSOLL_REGISTRY_PASSWORD"] = "w1ndward";

        var result = await _world.RunAsync("publish", "files:out", "--image", "app", "--registry", registry.Host, "--verbosity", verbosity);

        Assert.Equal(ExitCode.Authentication, result.ExitCode);
        Assert.DoesNotContain("w1ndward", result.Error + result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("ann:w1ndward"u8), result.Error + result.Output, StringComparison.Ordinal);
        Assert.Equal(withStackTrace, result.Error.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_publishing_to_a_registry_says_that_nothing_was_sent()
    {
        var registry = await SharedRegistry.OpenAsync();
        string[] publish = ["publish", "files:out", "--image", "acme/app", "--registry", registry.Root];

        var first = await _world.SucceedAsync(publish);
        var second = await _world.SucceedAsync(publish);

        Assert.Equal(6, first.Lines.Length);
        Assert.Contains("6 of 6 tags written", first.Error, StringComparison.Ordinal);
        Assert.Contains("nothing was sent", second.Error, StringComparison.Ordinal);
    }

    private static bool IsLayer(FileInfo blob)
    {
        using var stream = blob.OpenRead();
        return stream.ReadByte() == 0x1f;
    }
}
