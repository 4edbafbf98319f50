using Plimsoll.Oci.Registries.Transport;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries.Transport;

public class LinkHeaderTests
{
    [Theory]
    [InlineData("</v2/a/tags/list?n=2&last=b>; rel=\"next\"", "/v2/a/tags/list?n=2&last=b")]
    [InlineData("<https://r/x>;rel=next", "https://r/x")]
    [InlineData("</first>; rel=first, </n>; title*=UTF-8''x; REL=\"last Next\"", "/n")]
    [InlineData("</x,y;z>; rel=next", "/x,y;z")]
    [InlineData("</first>; rel=first", null)]
    public void The_next_page_is_found(string header, string? target)
    {
        Assert.True(LinkHeader.TryFind([header], "next", out var found));
        Assert.Equal(target, found);
    }

    [SharedDataFact(RegistryCases.File)]
    public void The_open_tables_hold()
    {
        RegistryCases.ForEach("linkHeader.invalid", item => Assert.False(LinkHeader.TryFind(Headers(item), "next", out _), item.Text("name")));
        RegistryCases.ForEach("linkHeader.get", item =>
        {
            if (item.Text("param") != "rel")
                return;

            Assert.True(LinkHeader.TryFind(Headers(item), item.Text("value")!, out var target), item.Text("name"));
            Assert.Equal(item.Text("uri"), target);
        });
    }

    private static IEnumerable<string> Headers(System.Text.Json.JsonElement item) =>
        item.GetProperty("headers").EnumerateArray().Select(header => header.GetString()!);
}
