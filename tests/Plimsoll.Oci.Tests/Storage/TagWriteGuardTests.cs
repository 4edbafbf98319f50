using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Tests.Registries;
using Plimsoll.Testing;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Storage;

public class TagWriteGuardTests
{
    private static readonly ManifestContent Manifest = SmallImage.Create().Manifest;

    [Fact]
    public async Task The_guard_is_asked_directly_before_each_tag_is_written()
    {
        var events = new List<string>();

        await PutAsync(events, _ => Answer(HttpStatusCode.Created), _ => true, "a", "b");

        // The first write asks whether the registry takes tags together, and it does not say that it did.
        Assert.Equal(["guard a", "guard b", "PUT a?tag=b", "guard b", "PUT b"], events);
    }

    [Fact]
    public async Task The_guard_is_asked_again_before_a_write_is_tried_again()
    {
        var events = new List<string>();
        var count = 0;

        await PutAsync(events, _ => Answer(++count == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.Created), _ => true, "a");

        Assert.Equal(["guard a", "PUT a", "guard a", "PUT a"], events);
    }

    [Fact]
    public async Task A_tag_that_was_written_meanwhile_is_not_written_again()
    {
        var events = new List<string>();
        var asked = 0;

        await PutAsync(events, _ => Answer(HttpStatusCode.ServiceUnavailable), _ => ++asked == 1, "a");

        Assert.Equal(["guard a", "PUT a", "guard a"], events);
    }

    [Fact]
    public async Task Tags_that_the_guard_leaves_out_are_not_asked_for_together()
    {
        var events = new List<string>();

        await PutAsync(events, request => Answer(HttpStatusCode.Created, headers: ("OCI-Tag", "a, c")), tag => tag != "b", "a", "b", "c");

        Assert.Equal(["guard a", "guard b", "guard c", "PUT a?tag=c", "guard b"], events);
    }

    [Fact]
    public async Task Where_the_guard_leaves_out_all_nothing_is_sent()
    {
        var events = new List<string>();

        await PutAsync(events, _ => Answer(HttpStatusCode.Created), _ => false, "a", "b");

        Assert.Equal(["guard a", "guard b"], events);
    }

    [Fact]
    public async Task What_the_guard_throws_is_not_tried_again()
    {
        var events = new List<string>();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => PutAsync(events, _ => Answer(HttpStatusCode.Created), _ => throw new PlimsollException(ErrorKind.Conflict, "Taken."), "a"));

        Assert.Equal("Taken.", exception.Message);
        Assert.Equal(["guard a"], events);
    }

    private static async Task PutAsync(List<string> events, Func<HttpRequestMessage, HttpResponseMessage> answer, Func<string, bool> mayWrite, params string[] tags)
    {
        var script = new ScriptedHandler(request =>
        {
            events.Add($"{request.Method} {request.RequestUri!.Segments[^1]}{request.RequestUri.Query}");
            return answer(request);
        });
        using var client = new RegistryClient(new RegistryClientOptions { Transport = _ => script, Retry = new RetryOptions { Jitter = () => 0 } });
        await ((ITagListSink)client.Repository(ImageReference.Parse("r.example/acme/app"))).PutTagsAsync(Manifest, tags, Guard, CancellationToken.None);

        ValueTask<bool> Guard(string tag, CancellationToken cancellationToken)
        {
            events.Add($"guard {tag}");
            return new(mayWrite(tag));
        }
    }
}
