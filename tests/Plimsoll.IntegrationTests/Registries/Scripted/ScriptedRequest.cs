using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Plimsoll.IntegrationTests.Registries.Scripted;

/// <summary>A request with its whole body.</summary>
internal sealed record ScriptedRequest(HttpContext Context, ScriptedPath Path, byte[] Body)
{
    public string Method => Context.Request.Method;

    /// <summary>Whether it asks for something and changes nothing.</summary>
    public bool IsRead => Method is "GET" or "HEAD";

    /// <summary>The value of a parameter, or an empty text.</summary>
    public string Query(string name) => Context.Request.Query[name].ToString();

    /// <summary>The value of a header, or an empty text.</summary>
    public string Header(string name) => Context.Request.Headers[name].ToString();

    public Task JsonAsync(JsonObject json, string mediaType = "application/json") => SendAsync(Encoding.UTF8.GetBytes(json.ToJsonString()), mediaType);

    public async Task SendAsync(ReadOnlyMemory<byte> content, string mediaType)
    {
        Context.Response.ContentType = mediaType;
        Context.Response.ContentLength = content.Length;
        if (Method != "HEAD")
            await Context.Response.Body.WriteAsync(content);
    }
}
