using System.Text;
using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class CommitObjectTests
{
    [Theory]
    [InlineData("253402300799 +0000", "9999-12-31T23:59:59.0000000+00:00")]
    [InlineData("253402300800 +0000", "9999-12-31T23:59:59.0000000+00:00")]
    [InlineData("999999999999999 +0000", "9999-12-31T23:59:59.0000000+00:00")]
    [InlineData("99999999999999999999999 +0200", "9999-12-31T23:59:59.0000000+00:00")]
    [InlineData("-1 +0000", "1969-12-31T23:59:59.0000000+00:00")]
    [InlineData("-99999999999999999999999 +0000", "0001-01-01T00:00:00.0000000+00:00")]
    [InlineData("1000000000 +1400", "2001-09-09T15:46:40.0000000+14:00")]
    [InlineData("1000000000 +9959", "2001-09-09T01:46:40.0000000+00:00")]
    [InlineData("1000000000 -0330", "2001-09-08T22:16:40.0000000-03:30")]
    [InlineData("1000000000", "2001-09-09T01:46:40.0000000+00:00")]
    [InlineData("tomorrow +0000", "1970-01-01T00:00:00.0000000+00:00")]
    [InlineData("", "1970-01-01T00:00:00.0000000+00:00")]
    public void Every_date_that_git_keeps_is_read(string date, string expected)
    {
        using var repository = GitRepository.Init();
        repository.Commit("First");
        repository.Tag("v1.0.0");
        var text = string.Join('\n', repository.Run("cat-file", "commit", "HEAD").Split('\n').Select(line => line.StartsWith("committer ", StringComparison.Ordinal) ? $"committer A <a@example.com> {date}" : line));
        var id = repository.RunWithInput(text + "\n", "hash-object", "-t", "commit", "-w", "--literally", "--stdin");
        repository.Run("update-ref", "HEAD", id);

        var state = repository.Read();

        Assert.Equal((id, expected), (state.Head.Id, state.Head.CommitDate.ToString("O")));
        Assert.Equal([id], state.History.Walk().Select(commit => commit.Id));
        Assert.Equal(expected, new GitReferenceReader(Reading.Given()).CommitDate(repository.Path, id)?.ToString("O"));
    }

    [Theory]
    [InlineData("ISO-8859-1", "Grüße")]
    [InlineData("latin-1", "Grüße")]
    [InlineData("windows-1251", "Привет")]
    [InlineData("cp1251", "Привет")]
    [InlineData("SHIFT_JIS", "こんにちは")]
    [InlineData("SJIS", "こんにちは")]
    [InlineData("utf8", "Grüße")]
    public void A_message_is_read_in_the_encoding_that_it_names(string encoding, string message)
    {
        var bytes = CodePages(encoding).GetBytes($"feat: {message}\n");

        Assert.Equal($"feat: {message}\n", CommitObject.Parse([.. Header($"encoding {encoding}\n"), .. bytes])!.Message);
    }

    [Fact]
    public void A_message_that_git_wrote_in_another_encoding_is_read()
    {
        using var repository = GitRepository.Init();
        repository.Run("config", "i18n.commitEncoding", "ISO-8859-1");
        repository.Write("message", "");
        File.WriteAllBytes(repository["message"], Encoding.Latin1.GetBytes("fix: Tür\n"));
        repository.Run("commit", "--quiet", "--allow-empty", "--file", "message");

        Assert.Equal("fix: Tür\n", repository.Read().Head.Message);
    }

    [Theory]
    [InlineData("encoding no-such-encoding\n")]
    [InlineData("encoding utf-7\n")]
    [InlineData("")]
    public void Without_an_encoding_that_is_known_it_is_utf_8(string header) =>
        Assert.Equal("Tür\n", CommitObject.Parse([.. Header(header), .. "Tür\n"u8])!.Message);

    [Fact]
    public void Other_headers_are_passed_over()
    {
        var commit = CommitObject.Parse([.. Header("gpgsig -----BEGIN\n encoding x\n -----END\nmergetag object 1\n"), .. "Text"u8])!;

        Assert.Equal((new string('1', 40), "Text"), (commit.Tree, commit.Message));
        Assert.Equal([new string('2', 40)], commit.Parents);
    }

    [Fact]
    public void Another_object_is_not_a_commit()
    {
        Assert.Null(CommitObject.Parse("object 1\ntype commit\n"u8));
        Assert.Null(CommitObject.Parse([]));
    }

    private static byte[] Header(string more) =>
        Encoding.UTF8.GetBytes($"tree {new string('1', 40)}\nparent {new string('2', 40)}\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n{more}\n");

    private static Encoding CodePages(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name.ToLowerInvariant() switch
    {
        "cp1251" => "windows-1251",
        "sjis" => "shift_jis",
        "latin-1" => "iso-8859-1",
        "utf8" => "utf-8",
        var other => other,
    }) ?? Encoding.GetEncoding(name.Equals("utf8", StringComparison.Ordinal) ? "utf-8" : name == "latin-1" ? "iso-8859-1" : name);
}
