using System.Text.Json;
using Docker.DotNet.Models;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Engine;

namespace Plimsoll.Docker.Tests;

public class EngineMessagesTests
{
    private static readonly Digest One = Digest.Sha256("one"u8);
    private static readonly Digest Two = Digest.Sha256("two"u8);

    [Fact]
    public void Docker_gives_the_digest_in_aux()
    {
        var messages = Read(
            new JSONMessage { Status = "The push refers to repository [localhost/app]" },
            new JSONMessage { Status = $"1.0: digest: {One} size: 528" },
            Aux(One.ToString()));

        Assert.Equal(One, messages.PushedDigest);
        Assert.Null(messages.Error);
    }

    [Theory]
    [InlineData("1.0: digest: {0} size: 528")]
    [InlineData("1.0: digest: {0} size: 528\n")]
    [InlineData("digest: {0} size: 528")]
    public void Podman_gives_it_as_text_only(string line)
    {
        var text = string.Format(null, line, One);

        Assert.Equal(One, Read(new JSONMessage { Status = text }).PushedDigest);
        Assert.Equal(One, Read(new JSONMessage { Stream = text }).PushedDigest);
    }

    [Theory]
    [InlineData("sha256:abc")]
    [InlineData("")]
    public void What_is_no_digest_does_not_count(string digest)
    {
        Assert.Null(Read(Aux(digest)).PushedDigest);
        Assert.Null(Read(new JSONMessage { Status = $"1.0: digest: {digest} size: 528" }).PushedDigest);
        Assert.Null(Read(new JSONMessage { Status = $"layer with a name: digest: {One} size: 1 and more" }).PushedDigest);
        Assert.Null(Read().PushedDigest);
    }

    [Fact]
    public void Two_different_digests_are_a_failure()
    {
        var messages = Read(new JSONMessage { Status = $"1.0: digest: {One} size: 528" }, Aux(Two.ToString()));

        Assert.Equal(ErrorKind.Transport, Assert.Throws<PlimsollException>(() => messages.PushedDigest).Kind);
    }

    [Fact]
    public void The_first_error_counts()
    {
        var messages = Read(
            new JSONMessage { Error = new JSONError { Message = "denied" } },
            new JSONMessage { Error = new JSONError { Message = "other" } });

        Assert.Equal("denied", messages.Error);
        Assert.Equal("code 5", Read(new JSONMessage { Error = new JSONError { Code = 5 } }).Error);
    }

    [Fact]
    public void Progress_is_passed_on_in_order_and_safe_for_a_terminal()
    {
        var reports = new Reports();
        var messages = new EngineMessages(reports);

        messages.Report(new JSONMessage { ID = "abc", Status = "Pushing\u001b[31m", Progress = new JSONProgress { Current = 5, Total = 10 } });
        messages.Report(new JSONMessage { Status = "done" });

        Assert.Equal([new EngineProgress("abc", "Pushing [31m", 5, 10), new EngineProgress("", "done", null, null)], reports.All);
    }

    private static JSONMessage Aux(string digest) => new()
    {
        Aux = new ObjectExtensionData
        {
            ExtensionData = new Dictionary<string, object> { ["Digest"] = JsonSerializer.SerializeToElement(digest), ["Size"] = JsonSerializer.SerializeToElement(528) },
        },
    };

    private static EngineMessages Read(params JSONMessage[] messages)
    {
        var read = new EngineMessages(progress: null);
        foreach (var message in messages)
            read.Report(message);
        return read;
    }

    private sealed class Reports : IProgress<EngineProgress>
    {
        public List<EngineProgress> All { get; } = [];

        public void Report(EngineProgress value) => All.Add(value);
    }
}
