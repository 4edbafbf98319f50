using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Where values come from: option before environment before file before default.</summary>
public sealed class TagsInputTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public TagsInputTests() => _world = new CommandWorld(_repository.Path);

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("option", "env", "file", "option/app:latest")]
    [InlineData(null, "env", "file", "env/app:latest")]
    [InlineData(null, null, "file", "file/app:latest")]
    [InlineData("option", null, "file", "option/app:latest")]
    [InlineData(null, null, null, "latest")]
    public async Task An_image_is_the_options_the_environments_or_the_files(string? option, string? variable, string? file, string expected)
    {
        if (variable is not null)
            _world.Environment["PLIMSOLL_IMAGE"] = $"{variable}/app";
        if (file is not null)
            _repository.Write("plimsoll.yml", $"image: {file}/app\n");

        var result = await _world.SucceedAsync(["tags", "--tags", "latest", .. option is null ? Array.Empty<string>() : ["--image", $"{option}/app"]]);

        Assert.Equal([expected], result.Lines);
    }

    [Theory]
    [InlineData("option.example.com", "env.example.com", "file.example.com", "option.example.com/app:latest")]
    [InlineData(null, "env.example.com", "file.example.com", "env.example.com/app:latest")]
    [InlineData(null, null, "file.example.com", "file.example.com/app:latest")]
    [InlineData(null, null, null, "app:latest")]
    public async Task A_registry_is_the_options_the_environments_or_the_files(string? option, string? variable, string? file, string expected)
    {
        if (variable is not null)
            _world.Environment["PLIMSOLL_REGISTRY"] = variable;
        if (file is not null)
            _repository.Write("plimsoll.yml", $"registry: {file}\n");

        var result = await _world.SucceedAsync(["tags", "--image", "app", "--tags", "latest", .. option is null ? Array.Empty<string>() : ["--registry", option]]);

        Assert.Equal([expected], result.Lines);
    }

    [Fact]
    public async Task An_environment_is_the_options_or_the_variables()
    {
        _world.Environment["PLIMSOLL_ENVIRONMENT"] = "staging";

        var variable = await _world.SucceedAsync("tags", "--tags", "environment");
        var option = await _world.SucceedAsync("tags", "--tags", "environment", "-e", "testing");

        Assert.Equal(["staging"], variable.Lines);
        Assert.Equal(["testing"], option.Lines);
    }

    [Fact]
    public async Task The_file_above_the_directory_is_read_and_its_rules_hold()
    {
        _repository.Write("plimsoll.yml", "tags:\n  latest: never\n  sha:\n    prefix: sha-\nenvironments:\n  live:\n    production: true\n");
        _repository.Write("deploy/readme", "");
        var world = new CommandWorld(_repository["deploy"]);

        var plain = await world.SucceedAsync("tags", "--tags", "latest,sha");
        var live = await world.SucceedAsync("tags", "--environment", "live");

        Assert.Equal([$"sha-{_repository.Head[..7]}"], plain.Lines);
        Assert.Equal(["2.1.0", $"sha-{_repository.Head[..7]}", "live"], live.Lines);
    }

    [Fact]
    public async Task A_named_file_is_read_instead()
    {
        _repository.Write("plimsoll.yml", "image: wrong/app\n");
        _repository.Write("ci/other.yml", "image: right/app\n");

        var result = await _world.SucceedAsync("tags", "--tags", "latest", "--config", "ci/other.yml");

        Assert.Equal(["right/app:latest"], result.Lines);
    }

    [Fact]
    public async Task The_day_is_the_options_the_epochs_or_the_clocks()
    {
        var clock = await _world.SucceedAsync("tags", "--tags", "date");
        _world.Environment["SOURCE_DATE_EPOCH"] = "1700000000";
        var epoch = await _world.SucceedAsync("tags", "--tags", "date");
        var option = await _world.SucceedAsync("tags", "--tags", "date", "--date", "2025-12-31T23:30:00-01:00");

        Assert.Equal(["2026-05-19"], clock.Lines);
        Assert.Equal(["2023-11-14"], epoch.Lines);
        Assert.Equal(["2026-01-01"], option.Lines);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-1")]
    [InlineData("1700000000.5")]
    [InlineData(" 1700000000")]
    [InlineData("999999999999")]
    [InlineData("99999999999999999999")]
    public async Task An_epoch_that_is_no_number_of_seconds_is_refused(string epoch)
    {
        _world.Environment["SOURCE_DATE_EPOCH"] = epoch;

        var error = await _world.FailAsync(ExitCode.Usage, "tags");

        Assert.Contains($"SOURCE_DATE_EPOCH is '{epoch}'", error, StringComparison.Ordinal);
        Assert.Contains("git log", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("19.05.2026")]
    [InlineData("2026-02-30")]
    [InlineData("now")]
    public async Task A_date_that_is_none_is_refused(string date) =>
        Assert.Contains($"'{date}' is not a valid date", await _world.FailAsync(ExitCode.Usage, "tags", "--date", date), StringComparison.Ordinal);

    [Theory]
    [InlineData("image: [a, b]\n", "plimsoll.yml:1:8: 'image' must be a string")]
    [InlineData("image: app\nimgae: app\n", "plimsoll.yml:2:1: unknown key 'imgae'")]
    [InlineData("tags:\n  latest: sometimes\n", "plimsoll.yml:2:11: 'tags.latest' must be one of")]
    [InlineData("environments:\n  live:\n    production: perhaps\n", "plimsoll.yml:3:17: 'environments.live.production' must be true or false")]
    [InlineData("image: \"app\n", "plimsoll.yml:")]
    [InlineData("- image\n", "plimsoll.yml:1:1: the file must be a mapping")]
    public async Task A_file_that_cannot_be_used_is_named_with_line_and_column(string text, string expected)
    {
        _repository.Write("plimsoll.yml", text);

        Assert.Contains(expected, await _world.FailAsync(ExitCode.Usage, "tags"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_file_that_does_not_exist_is_refused() =>
        Assert.Contains(_repository["none.yml"], await _world.FailAsync(ExitCode.Usage, "tags", "--config", "none.yml"), StringComparison.Ordinal);
}
