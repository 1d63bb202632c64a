using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clearance.Releases.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class OutboxWriter : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "writer",
                table: "outbox",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "writer",
                table: "outbox");
        }
    }
}
